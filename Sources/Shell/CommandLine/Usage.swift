import Diagnostics

/// The version that `--version` and the banner show.
package let versionText = "0.1.0"

/// What `--help` prints.
let usage = Message(
    """
    zhiku: ask a graph of government documents

      zhiku                             the shell, on the sample graph
      zhiku script.zk …                 run scripts        zhiku < script.zk
      zhiku -c 'find plans' [-c …]      run statements; standard input is not read

      zhiku fmt script.zk …             lay scripts out, to standard output; --write: in place
      zhiku check script.zk …           say what is wrong with scripts without running them
      zhiku check --sources [script.zk …] --corpus FOLDER
                                        prove each fact from the lines that it cites
      zhiku ingest FILE|FOLDER … -g GRAPH [--report]
                                        read documents into a graph; --report: what was found

      -g, --graph PATH        a graph: a .zk script or a .zkg snapshot
      -o, --format FORMAT     table box line csv tsv json jsonl markdown html
                              (box on a terminal, tsv with a header otherwise)
      -p, --param NAME=VALUE  a value for $NAME
          --limit NAME=N      how much a query may enumerate: columns groups records steps
          --corpus FOLDER     where the original documents are, for .source
          --lang zh|en        the language of messages
          --no-rc             don't read ~/.config/zhiku/rc.zk, the statements for every start of the shell
          --no-history        don't keep what is typed
          --keep-going        go on after a statement that failed
          --fail-empty        exit with 4 if nothing was found
          --safe              no files and no changes, for scripts from others
          --bom               begin csv, tsv and html with a byte order mark, for Excel
          --ascii             borders of ASCII characters
          --help, --version

    Exit status: 0; 1 a statement is wrong or failed; 2 usage, or a file that can't be read;
    4 nothing found under --fail-empty; 130 interrupted; 141 closed pipe.

    """,
    """
    zhiku（智库）：查询政府文件的图谱

      zhiku                             交互式查询，打开样例图
      zhiku 脚本.zk …                   运行脚本           zhiku < 脚本.zk
      zhiku -c '查找 规划' [-c …]       运行语句，不读标准输入

      zhiku fmt 脚本.zk …               排版脚本，写到标准输出；--write 写回原文件
      zhiku check 脚本.zk …             检查脚本，不运行
      zhiku check --sources [脚本.zk …] --corpus 文件夹
                                        到原文里逐条查对事实的出处
      zhiku ingest 文件|文件夹 … -g 图 [--report]
                                        把文件读入图；--report 说明读出了什么

      -g, --graph 路径        图：.zk 脚本或 .zkg 快照
      -o, --format 格式       table box line csv tsv json jsonl markdown html
                              （终端上为 box，否则为带表头的 tsv）
      -p, --param 名=值       给 $名 赋值
          --limit 名=数       查询最多枚举多少：columns groups records steps
          --corpus 文件夹     原文所在，供 .source 使用
          --lang zh|en        提示信息的语言
          --no-rc             不读 ~/.config/zhiku/rc.zk（每次启动时执行的语句）
          --no-history        不记录输入
          --keep-going        语句出错后继续
          --fail-empty        没有结果时以 4 退出
          --safe              不读写文件、不作修改，用于他人的脚本
          --bom               csv、tsv、html 以字节顺序标记开头，供 Excel 使用
          --ascii             用 ASCII 字符画表格
          --help, --version

    退出状态：0；1 语句有误或失败；2 用法有误，或文件无法读取；4 --fail-empty 且没有结果；
    130 中断；141 管道关闭。

    """)
