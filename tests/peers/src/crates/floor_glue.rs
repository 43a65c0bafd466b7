impl Code {
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.get(TABLES.find(text)?).copied()
    }

    pub fn as_str(self) -> &'static str {
        TABLES.code(self as usize)
    }

    pub fn status(self) -> u16 {
        TABLES.status(self as usize)
    }

    pub fn category(self) -> &'static str {
        TABLES.category(self as usize)
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Error {
    pub fn code(&self) -> Code {
        Code::ALL[self.row()]
    }

    pub fn body(&self) -> std::borrow::Cow<'static, str> {
        TABLES.body(self.row(), self.args())
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        TABLES.display(self.row(), self.args(), f)
    }
}

impl std::fmt::Debug for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        TABLES.display(self.row(), self.args(), f)
    }
}

impl std::error::Error for Error {}

impl axum_core::response::IntoResponse for Error {
    fn into_response(self) -> axum_core::response::Response {
        TABLES.response(self.row(), self.args())
    }
}
