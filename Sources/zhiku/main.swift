import Glibc
import Shell

exit(runProgram(Array(CommandLine.arguments.dropFirst())))
