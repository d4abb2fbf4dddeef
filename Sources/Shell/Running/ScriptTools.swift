import Diagnostics
import Glibc
import Query
import Syntax

/// `zhiku fmt FILE…` and `zhiku check FILE…`, which read scripts without running them.
struct ScriptTools {
    let printer: Printer

    /// Writes each script laid out to standard output, or over the file. A file that can't be read as a script stays.
    func format(_ paths: [String], inPlace: Bool) -> ExitStatus {
        var status = ExitStatus.success
        for path in paths.isEmpty ? ["-"] : paths {
            let source: SourceText
            do throws(InputError) { source = SourceText(name: path, bytes: try readScript(path)) } catch {
                printer.complain(error.diagnostic(at: nil))
                status = .usage
                continue
            }
            do throws(SyntaxError) {
                let text = try ScriptFormatter.formatted(source)
                let outcome = inPlace && path != "-" ? replace(path, source, with: text) : write(text)
                if outcome != .success { return outcome }
            } catch {
                printer.complain(error.diagnostic, in: source)
                if status == .success { status = .statementFailed }
            }
        }
        return status
    }

    private func write(_ text: String) -> ExitStatus {
        do throws(PrintError) {
            try printer.write(text)
            return .success
        } catch {
            if case .output(.closed) = error { return .closedPipe }
            return .usage
        }
    }

    /// Writes the file only if its text changes, so that its time doesn't.
    private func replace(_ path: String, _ source: SourceText, with text: String) -> ExitStatus {
        if Array(text.utf8) == source.bytes { return .success }
        do throws(Failure) {
            try writeScript(text, to: path)
            return .success
        } catch {
            printer.complain(error.diagnostic)
            return .usage
        }
    }

    /// Reports everything that is wrong with the scripts; they share one session, as they would if they were run.
    ///
    /// - Parameter corpus: the folder of the documents, where given: then cited lines must be there.
    func check(_ paths: [String], _ session: Session, corpus: String?) -> ExitStatus {
        var check = ScriptCheck(session)
        let status = read(paths.isEmpty ? ["-"] : paths, into: &check)
        guard let corpus, status != .interrupted else { return status }
        var sources = SourceCheck(
            check.session.graph, stated: check.places, corpus: corpus, isCancelled: { Interrupt.isRaised })
        let report = sources.runRanges()
        for offence in report.offences { printer.complain(offence.diagnostic, in: offence.source) }
        if report.wasCancelled { return .interrupted }
        return status != .success ? status : report.offences.isEmpty ? .success : .statementFailed
    }

    /// Looks the scripts over and reports what is wrong with them.
    func read(_ paths: [String], into check: inout ScriptCheck) -> ExitStatus {
        var status = ExitStatus.success
        check.mistake = { command, _ in DotCommand.mistake(in: command) }
        for path in paths {
            do throws(InputError) { check.check(SourceText(name: path, bytes: try readScript(path))) } catch {
                printer.complain(error.diagnostic(at: nil))
                status = .usage
            }
        }
        check.finish()
        for failure in check.failures {
            printer.complain(failure.diagnostic, in: failure.source)
            if status == .success { status = .statementFailed }
        }
        return Interrupt.isRaised ? .interrupted : status
    }
}
