import Glibc
import Testing

/// Proves every fact of the sample graph from the lines that it cites. The documents are not in the project: `ZHIKU_CORPUS` names
/// their folder, or they lie beside the checkout.
@Suite struct SampleSourceTests {
    @Test func `the documents bear out every fact of the sample graph`() {
        guard let corpus = SampleSourceTests.corpus else {
            print(
                """

                ************************************************************************************************
                  NOT CHECKED: the sources of the sample graph. The documents are not in ../shared/corpus;
                  ZHIKU_CORPUS=FOLDER swift test --filter SampleSourceTests   checks them.
                ************************************************************************************************

                """)
            return
        }
        let check = run(["check", "--sources", "--corpus", corpus, "samples/zhiku.zk"])
        #expect(check.status == 0, "\(check.text)")
        // A check that found no facts would find no offences either.
        #expect(check.text.contains("facts checked in 5 documents"), "\(check.text)")
        print("sources of the sample graph, in \(corpus):\n\(check.text)")
    }

    private static let corpus: String? = {
        // A folder that someone named and that isn't there is a failure, and no reason to be quiet.
        if let named = getenv("ZHIKU_CORPUS").map({ String(cString: $0) }), !named.isEmpty { return named }
        let beside = projectRoot + "/../shared/corpus"
        return access(beside, R_OK | X_OK) == 0 ? beside : nil
    }()
}
