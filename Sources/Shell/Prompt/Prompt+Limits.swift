import Diagnostics
import Execution
import Query

extension Prompt {
    /// `.limit` lists the limits, `.limit columns 1000` sets one.
    mutating func setLimit(_ argument: String) {
        let words = argument.split { $0 == " " || $0 == "=" }.map(String.init)
        guard let name = words.first else {
            for limit in Limits.Name.allCases {
                let value = runner.session.limits[limit]
                let text = value == Limits.none ? "-" : "\(value)"
                say("\(limit.rawValue) \(text): \(limit.purpose.text(in: language))")
            }
            return
        }
        do throws(UsageError) {
            let setting = try Limits.Name.setting(name, words.count > 1 ? words[1] : "")
            // A script from others must not lift what the person set for it.
            if runner.session.isSafe, setting.value > runner.session.limits[setting.name] {
                return complain(
                    Message("a limit can't be raised under --safe", "--safe 之下不能提高上限"),
                    hint: Message(
                        "zhiku --safe --limit \(setting.name.rawValue)=\(setting.value) raises it",
                        "zhiku --safe --limit \(setting.name.rawValue)=\(setting.value) 可提高"))
            }
            runner.session.limits[setting.name] = setting.value
        } catch {
            complain(error.diagnostic)
        }
    }
}
