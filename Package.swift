// swift-tools-version: 6.1
import PackageDescription

/// Warnings are errors only in CI (`ZHIKU_STRICT=1`), so that a newer compiler's new warning never stops a user's build.
let strict: [SwiftSetting] = Context.environment["ZHIKU_STRICT"] == "1" ? [.unsafeFlags(["-warnings-as-errors"])] : []

func layer(
    _ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil, exclude: [String] = []
) -> Target {
    .target(name: name, dependencies: dependencies, path: path, exclude: exclude, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
    name: "zhiku",
    products: [
        .executable(name: "zhiku", targets: ["zhiku"]), .executable(name: "zhiku-bench", targets: ["zhiku-bench"]),
    ],
    targets: [
        .target(name: "CLibEdit", linkerSettings: [.linkedLibrary("edit")]),
        .target(name: "CKernels"),
        .target(name: "CPostgres"),
        layer("Text", ["CKernels"], exclude: ["Unicode/generate-tables.py", "Gazetteer/generate-gazetteer.py"]),
        layer("Diagnostics", ["Text"]),
        layer("Graph", ["Text", "CKernels"]),
        layer("Render", ["Text"]),
        layer("Postgres", ["Text", "CPostgres"]),
        layer("Syntax", ["Text", "Diagnostics"]),
        layer("Plan", ["Text", "Diagnostics", "Graph"]),
        layer("Execution", ["Text", "Graph", "Plan", "CKernels"]),
        layer("SQL", ["Text", "Diagnostics", "Graph", "Plan"]),
        layer("Ingest", ["Text", "Diagnostics", "Graph"]),
        layer(
            "Query",
            ["Text", "Diagnostics", "Syntax", "Graph", "Plan", "Execution", "SQL", "Ingest", "CKernels", "Postgres"]),
        layer(
            "Shell", ["Text", "Diagnostics", "Syntax", "Graph", "Execution", "Query", "Ingest", "Render", "CLibEdit"]),
        .executableTarget(name: "zhiku", dependencies: ["Shell"], swiftSettings: strict),
        .executableTarget(
            name: "zhiku-bench", dependencies: ["Text", "Diagnostics", "Syntax", "Graph", "Execution", "Query"],
            swiftSettings: strict),
        layer("TestSupport", ["Text", "Graph"], path: "Tests/TestSupport"),
        tests("TextTests", ["TestSupport", "Text"]),
        tests("SyntaxTests", ["TestSupport", "Text", "Diagnostics", "Syntax"]),
        tests("GraphTests", ["TestSupport", "Text", "Graph"]),
        tests("IngestTests", ["TestSupport", "Text", "Diagnostics", "Graph", "Ingest"]),
        tests("RenderTests", ["Text", "Diagnostics", "Render"]),
        tests(
            "QueryTests",
            ["TestSupport", "Text", "Diagnostics", "Syntax", "Graph", "Plan", "Execution", "SQL", "Postgres", "Query"]),
        tests("TranscriptTests", ["zhiku", "Shell"]),
    ]
)

/// What libFuzzer runs, by `Tests/Fuzzing/fuzz.sh` only: it needs other flags than the rest.
if Context.environment["ZHIKU_FUZZING"] == "1" {
    package.products.append(.library(name: "Fuzzing", type: .static, targets: ["Fuzzing"]))
    package.targets.append(
        layer(
            "Fuzzing",
            [
                "TestSupport", "Text", "Diagnostics", "Syntax", "Graph", "Plan", "Execution", "Ingest", "Query",
                "Render",
            ],
            path: "Tests/Fuzzing", exclude: ["fuzz.sh"]))
}
