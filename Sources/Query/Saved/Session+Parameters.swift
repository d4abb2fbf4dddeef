extension Session {
    /// Values of `$name`, as texts.
    package var parameters: [String: String] {
        get { environment.parameters }
        set { environment.parameters = newValue }
    }
}
