import Diagnostics
import Execution
import Postgres
import Text

extension ServerError {
    /// - Parameters:
    ///   - server: its address without a password.
    ///   - isOpening: a server that can't be opened is like a file that can't be read.
    func failure(_ server: String, at range: Range<Int>? = nil, in source: SourceText, isOpening: Bool) -> Failure {
        if isCancellation { return Failure(ExecutionError.cancelled.diagnostic, in: source, .cancelled) }
        let diagnostic = Diagnostic(message(server), at: range, hints: hints(server))
        return Failure(diagnostic, in: source, isOpening ? .file : .statement)
    }

    private func message(_ server: String) -> Message {
        switch self {
        case .connection(let error): error.message(server)
        case .noGraph(let name):
            Message("\(server) holds no graph of zhiku (schema \(name))", "\(server) 上没有 zhiku 的图（模式 \(name)）")
        case .otherVersion(let version):
            Message(
                "the tables on \(server) have version \(version), which this zhiku doesn't read",
                "\(server) 上的表版本是 \(version)，此版 zhiku 不能读取")
        case .damaged(let words):
            Message("what \(server) says of its graph can't be read: \(words)", "\(server) 上图的说明无法读取：\(words)")
        case .graphIsThere(let name):
            Message("\(server) holds a graph already (schema \(name))", "\(server) 上已有图（模式 \(name)）")
        case .zeroCharacter(let node):
            Message(
                "\(visible(node)) holds the character U+0000, which no server keeps",
                "\(visible(node)) 含有字符 U+0000，服务器不能存")
        case .undecodable(let table):
            Message(
                "the rows of \(table) on \(server) are not as zhiku writes them", "\(server) 上 \(table) 的行不合 zhiku 的格式")
        }
    }

    private func hints(_ server: String) -> [Message] {
        switch self {
        case .connection(let error): error.hints
        case .noGraph:
            [
                Message(
                    "zhiku -g my.zkg -c 'save \"postgres://…\"' puts one there",
                    "用 zhiku -g 我的.zkg -c '保存 \"postgres://…\"' 存入")
            ]
        case .zeroCharacter: []
        case .otherVersion: [Message("save it there again from its snapshot or script", "请从快照或脚本重新存入")]
        case .damaged, .undecodable:
            [Message("the tables were changed; save the graph there again", "表已被改动；请重新存入")]
        case .graphIsThere:
            [
                Message("with --write `save` replaces it", "加 --write 则“保存”会替换它"),
                Message("?graph=NAME behind the address is another graph", "地址后加 ?graph=名称 可另存一个图"),
            ]
        }
    }
}

extension PostgresError {
    fileprivate func message(_ server: String) -> Message {
        switch self {
        case .libraryMissing:
            Message(
                "servers are asked by libpq, which is not installed", "访问服务器要用 libpq，尚未安装")
        case .address(.sign):
            Message(
                "a sign in the address is not written as it must be", "地址中有符号未按规定书写")
        case .address(.percent): Message("the address has a % that begins no sign", "地址中的 % 后面不是两位十六进制数")
        case .address(.graphName):
            Message("?graph= takes a name of letters, digits and _", "?graph= 后接由字母、数字和 _ 组成的名称")
        case .refused(let words): Message("\(server) can't be reached: \(words)", "无法连接 \(server)：\(words)")
        case .passwordNeeded: Message("\(server) asks for a password", "\(server) 要求密码")
        case .noDatabase(let name, _):
            Message("\(server): there is no database \(visible(name))", "\(server)：没有数据库 \(visible(name))")
        case .lost(let words):
            Message("the connection to \(server) was lost: \(words)", "与 \(server) 的连接中断：\(words)")
        case .statement(_, let words) where isAboutTables:
            Message(
                "the tables on \(server) don't fit the graph's schema any more: \(words)",
                "\(server) 上的表与图的模式不再相符：\(words)")
        case .statement(_, let words): Message("\(server) says: \(words)", "\(server) 报告：\(words)")
        case .stoppedThere: Message("\(server) stopped the statement", "\(server) 终止了语句")
        case .encoding(let name):
            Message(
                "the database of \(server) keeps text as \(name), and only UTF-8 holds every character",
                "\(server) 的数据库编码是 \(name)，只有 UTF-8 能存全部汉字")
        case .tooOld(let version):
            Message(
                "\(server) is PostgreSQL \(version / 10000), which is too old",
                "\(server) 是 PostgreSQL \(version / 10000)，版本太旧")
        case .cancelled: Message("cancelled", "已取消")
        }
    }

    fileprivate var hints: [Message] {
        switch self {
        case .libraryMissing(let words):
            [
                Message("on Debian: apt install libpq5", "Debian 上用 apt install libpq5 安装"),
                Message("the loader says: \(words)", "加载程序报告：\(words)"),
            ]
        case .address(.sign):
            [
                Message(
                    "in a name or password: @ is %40, / %2F, ? %3F, # %23, : %3A",
                    "用户名或密码中 @ 写作 %40，/ 写作 %2F，? 写作 %3F，# 写作 %23，: 写作 %3A")
            ]
        case .address(.percent): [Message("% itself is %25", "% 本身写作 %25")]
        case .passwordNeeded:
            [
                Message(
                    "PGPASSWORD or a line in ~/.pgpass gives it without anybody seeing it",
                    "可用环境变量 PGPASSWORD 或 ~/.pgpass 给出，不会被他人看到")
            ]
        case .refused(let words) where words.contains("password authentication"):
            [
                Message(
                    "the password is wrong; PGPASSWORD or ~/.pgpass gives another", "密码不对；可用 PGPASSWORD 或 ~/.pgpass 另给")
            ]
        case .noDatabase: [Message("`save` to this address makes it", "“保存”到此地址即可新建")]
        case .stoppedThere:
            [Message("its statement_timeout, or an administrator, did", "是它的 statement_timeout 或管理员所为")]
        case .encoding:
            [
                Message(
                    "createdb -E UTF8 -T template0 NAME makes one that does",
                    "createdb -E UTF8 -T template0 名称 可新建 UTF-8 数据库")
            ]
        case .statement where isAboutTables:
            [Message(".reload reads them anew; else save the graph there again", "可用 .reload 重新读取，或重新存入")]
        case .statement("25006", _):
            [Message("a server that only reads, such as a replica, takes no graph", "只读的服务器（如备机）不能存入")]
        case .statement("42501", _): [Message("the user may not do that there", "该用户没有权限")]
        case .refused, .lost, .statement, .tooOld, .cancelled, .address(.graphName): []
        }
    }
}
