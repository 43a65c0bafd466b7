//! Prints what the OpenAPI documents of twenty errors say, a line for each stack.

fn main() {
    use utoipa::IntoResponses;
    let print = |contender: &str, json: serde_json::Result<String>| println!("{contender}\t{}", json.expect("JSON"));
    print("utoipa", serde_json::to_string(&utoipa_20::Error::responses()));
    print("utoipa-examples", serde_json::to_string(&utoipa_examples_20::Error::responses()));
    print("ours-utoipa", serde_json::to_string(&ours_utoipa_20::Error::responses()));
    print("doxa", serde_json::to_string(&<doxa_20::Error as utoipa5::IntoResponses>::responses()));
}
