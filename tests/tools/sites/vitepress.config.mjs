// Links that lead nowhere are errors, which is the default.
export default { title: 'Errors', srcDir: 'pages', ignoreDeadLinks: false }
