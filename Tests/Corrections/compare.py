"""Scores zhiku on the corpora of wrong inputs, and beside DuckDB on the slips that have an equivalent in SQL.

    python3 Tests/Corrections/compare.py .build/release/zhiku        DuckDB's part is left out where it can't be imported
"""

import re
import sys
from collections import Counter

from scoring import first_suggestion, read_table, says

# Tables with the columns that the kinds of zhiku have, in English and in Chinese.
TABLES = {
    "documents": "title number date genre level period version", "plans": "title number date genre level period",
    "articles": "title number date", "sections": "title number depth", "places": "name code level type",
    "counties": "name code level type", "units": "name type", "people": "name post", "industries": "name code",
    "clusters": "name code", "zones": "name scheme type",
    "proposals": "title year problem summary type status", "findings": "summary category ord",
    "recommendations": "summary ord", "figures": "indicator value upper ratio comparator year scope",
    "targets": "indicator value upper ratio comparator year scope", "sites": "name class", "topics": "name alias",
    "文件": "标题 发文字号 日期 体裁 级别 规划期 版本", "文档": "标题 发文字号 日期 体裁 级别", "规划": "标题 发文字号 日期 体裁 级别 规划期",
    "报道": "标题 发文字号 日期", "章节": "标题 序号 深度", "地区": "名称 代码 级别 类型", "县区": "名称 代码 级别 类型",
    "单位": "名称 类型", "人物": "名称 职务", "产业": "名称 代码", "集群": "名称 代码", "分区": "名称 布局 类型",
    "提案": "标题 年份 问题描述 摘要 类型 状态", "问题": "摘要 类别 次序", "建议": "摘要 次序",
    "数据": "指标名称 数值 上限 比例 比较符 年份 范围", "指标": "指标名称 数值 上限 比例 比较符 年份 范围", "载体": "名称 类别",
    "主题": "名称 别名",
}
NUMBERS = {"year", "value", "upper", "ord", "depth", "年份", "数值", "上限", "次序", "深度"}
DATES = {"date", "日期"}


def column_type(name):
    return "double" if name in NUMBERS else "date" if name in DATES else "varchar"


def open_database():
    """A DuckDB with the tables, or None where it can't be imported."""
    try:
        import duckdb
    except ImportError:
        return None, None
    database = duckdb.connect()
    for table, columns in TABLES.items():
        fields = ", ".join(f'"{name}" {column_type(name)}' for name in columns.split())
        database.execute(f'create table "{table}" ({fields})')
    return database, duckdb.__version__


def duckdb_suggestion(database, sql):
    """The first name that DuckDB's error suggests, or the whole error's hint."""
    try:
        database.execute(sql)
        return ""
    except Exception as error:
        text = str(error)
    suggestion = re.search(r'(?:Did you mean|Candidate bindings:|Candidate functions:|HINT:)\s*(.*)', text)
    if not suggestion:
        return ""
    # Several candidates stand side by side; only the first one counts, as it does for zhiku.
    return suggestion.group(1).split(",")[0]


def show(title, right, total):
    print(title)
    for name in sorted(total):
        print(f"  {name:<16} {right[name]:>4}/{total[name]:<4} {100 * right[name] / total[name]:5.1f}%")


def score(program, table):
    right, total = Counter(), Counter()
    for kind, language, text, wanted, *_ in read_table(table):
        # Commands of the prompt need a terminal; the unit tests have them.
        if kind == "dot-command":
            continue
        isRight = says(first_suggestion(program, kind, language, text)[0], wanted)
        for name in (kind, language, "~ first place"):
            right[name] += isRight
            total[name] += 1
    return right, total


def compare(program):
    database, version = open_database()
    right, beside, total = Counter(), Counter(), Counter()
    for kind, language, text, wanted, sql, wanted_sql in read_table("sql.tsv"):
        isRight = says(first_suggestion(program, kind, language, text)[0], wanted)
        isRightBeside = database is not None and says(duckdb_suggestion(database, sql), wanted_sql)
        for name in (kind, language, "~ first place"):
            right[name] += isRight
            beside[name] += isRightBeside
            total[name] += 1
    if database is None:
        print("*** SKIPPED: DuckDB can't be imported, so zhiku stands alone ***")
        return show("zhiku, sql.tsv", right, total)
    print(f"slips in both languages: zhiku, DuckDB {version}")
    for name in sorted(total):
        print(f"  {name:<16} {right[name]:>3}/{total[name]:<3}  {beside[name]:>3}/{total[name]:<3}")


def main():
    program = sys.argv[1]
    for table in ("corrections.tsv", "held-back.tsv", "held-back-2.tsv", "held-back-3.tsv"):
        show(f"zhiku, {table}", *score(program, table))
    compare(program)


main()
