import Testing

/// Two texts that must have one tree.
private func expectTwins(_ first: String, _ second: String) {
    #expect(!tree(first).hasPrefix("error"), "\(first)")
    #expect(tree(first) == tree(second))
}

@Suite struct `Twins have one tree` {
    @Test(arguments: [
        ("where a = 1 or b = 2 and c = 3", "where (a = 1) or ((b = 2) and (c = 3))"),
        ("where not a = 1 and b = 2", "where (not (a = 1)) and (b = 2)"),
        ("where not not a = 1", "where not (not (a = 1))"),
        ("where a + b * 2 > c.d - 1 - 2", "where ((a + (b * 2))) > ((c.d - 1) - 2)"),
        ("where -a * b < 3", "where ((-a) * b) < 3"),
        ("where a = 1 and b = 2 and c = 3", "where ((a = 1 and b = 2) and c = 3)"),
        ("where every s satisfies y is present and x = 1", "where (every s satisfies (y is present)) and x = 1"),
        ("where no r[k] or has s", "where (no r[k]) or (has s)"),
        ("where a not in (1, 2)", "where (a) not in (1, 2,)"),
    ]) func `a text and its bracketed form`(plain: String, bracketed: String) {
        expectTwins("find x " + plain, "find x " + bracketed)
    }

    @Test(arguments: [
        (
            "find x as c where topic ~ \"低空\" show title, count(r) as n order by title limit 10",
            "查找 x 为 c 其中 topic ~ “低空” 显示 title，计数（r）为 n 排序 title 前 10"
        ),
        (
            "count x where a = 1 and b = 2 or not c = 3 group by a order by a desc, b asc offset 3 limit 4 cite",
            "统计 x 条件 a = 1 且 b = 2 或 非 c = 3 分组 a 排序 a 倒序，b 升序 跳过 3 限 4 引注"
        ),
        (
            "find x where has r[k] and no s and every t satisfies y is not missing and z is present",
            "找 x 其中 有 r[k] 并且 没有 s 且 每个 t 满足 y 是 不 缺失 且 z 是 存在"
        ),
        (
            "search \"避暑 康养\" in sections, articles as s where a = 1 show title, snippet limit 3",
            "搜索 “避暑 康养” 在 sections、articles 为 s 其中 a = 1 显示 title，snippet 前 3"
        ),
        (
            "find x where a in 十四五 and b not in (甲, 乙) and c = any(甲, 乙)",
            "查找 x 其中 a 属于 十四五 且 b 不在（甲、乙）且 c = 任一（甲，乙）"
        ),
        ("find x union find y intersect find z except find it", "查找 x 并 查找 y 交 查找 z 减 查找 它"),
        ("let a = find x explain find a profile count a why county 平遥", "令 a = 查找 x 解释 查找 a 剖析 计数 a 为何 county 平遥"),
        ("kind a is b plural as c (d e: text many, f: name) show d", "种类 a 是 b 复数 as c（d e：文本 多值，f：名称）显示 d"),
        (
            "relation r inverse s t _ from a, b to any from c to d (e: quantity)",
            "关系 r 反向 s t _ 从 a、b 到 任意 自 c 至 d（e：数量）"
        ),
        (
            "add a b (c: none, d: 1) link a b r c d set link a b r c d (e: 2) remove link a b r c d remove a b",
            "添加 a b（c：无值，d：1）连接 a b r c d 设置 连接 a b r c d（e：2）删除 连接 a b r c d 删除 a b"
        ),
        ("add a b (c: none)", "添加 a b（c：无）"),
        (
            "path all from a b to (find c) via r, s avoiding t, u v within 4 show length limit 2",
            "路径 全部 从 a b 到（查找 c）经 r、s 避开 t，u v 以内 4 显示 length 前 2"
        ),
        ("path from a b to c d all", "路径 自 a b 至 c d 所有"),
        ("find x order by y desc top 3 per z, w", "查找 x 排序 y 降序 取前 3 每 z，w"),
        ("find x pivot y by z show sum(v) totals", "查找 x 透视 y 按 z 显示 sum(v) 总计"),
        ("find x show y, z chart bar", "查找 x 显示 y、z 图表 条形图"), ("find x show y, z chart line", "查找 x 显示 y、z 作图 折线图"),
        ("find x show y chart hist", "查找 x 显示 y 画图 直方图"),
        ("path from a b to c d limit 3 chart tree", "路径 从 a b 到 c d 前 3 图表 树形图"),
        ("load \"f\" save \"g\" save dump begin commit rollback", "载入 “f” 保存 “g” 保存 导出 开始 提交 回滚"),
    ]) func `a query and its Chinese twin`(english: String, chinese: String) {
        expectTwins(english, chinese)
    }

    @Test(arguments: [
        ("find x where a >= 1000 and b != 2; count y", "find x where a ≥ １０００ and b ≠ ２； count y"),
        (
            "find x where r[k = \"v\"].s ~ \"t\" -> r{1..3} show a, b { c, @d }",
            "find x where r［k ＝ “v”］．s ～ 「t」 → r｛1..3｝ show a、b ｛ c，＠d ｝"
        ),
        (
            "find x where a ~ /b/ and c !~ $p and (d + 1) * 2 / 3 > e",
            "find x where a ～ ／b／ and c ！～ ＄p and （d ＋ １） × ２ ÷ ３ ＞ e"
        ),
        ("find x where 2025-11 = a and b = 1.5万人", "find x where ２０２５－１１ ＝ a and b ＝ １．５万人"),
        ("find x where a.b = 1", "find x where a。b = 1"),
    ]) func `ASCII and full-width punctuation`(ascii: String, wide: String) {
        expectTwins(ascii, wide)
    }

    @Test func `line breaks, comments and semicolons between statements mean nothing`() {
        expectTwins("find x where a = 1 find y begin", ";find x # what\nwhere\r\na = 1;;\nfind y；begin;")
    }
}
