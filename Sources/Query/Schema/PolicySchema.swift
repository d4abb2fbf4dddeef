/// The schema that every new graph starts with, written in zhiku's own language.
///
/// It ships inside the program, so that `add county 平遥县` works in an empty workspace and needs no file to be found.
/// A graph's own `kind` and `relation` statements extend it.
package let policySchema = """
    kind document plural documents 文件 文档 (
        title 标题 题名: name, number 发文字号 文号: text, date 日期 成文日期: date, printed 印发日期: date,
        genre 体裁 文种: text, level 级别: text, period 规划期 时期: text, version 版本: text,
        file 文件名: text, sha256 校验和: text)
        show id, title, number, date, genre
    kind plan is document plural plans 规划 show id, title, number, date, period
    kind article is document plural articles 报道 show title, authored_by, part_of, source
    kind section plural sections 章节 (title 标题 题名: name, number 序号: text, depth 深度: number)
        show number, title, part_of, source
    kind place plural places 地区 地方 (code 代码 编码: text, level 级别: text, type 类型: text)
        show name, code, level, located_in
    kind county is place plural counties 县区 县 show name, code, type
    kind unit plural units 单位 (type 类型: text) show name, type
    kind person plural people 人物 人 (post 职务 身份: text) show name, post, member_of
    kind industry plural industries 产业 (code 代码: text many) show name, code, part_of
    kind cluster is industry plural clusters 集群 产业集群 show name, parts
    kind zone plural zones 分区 (scheme 布局: text, type 类型: text) show name, scheme, type, members
    kind proposal plural proposals 提案 (
        title 标题 题名: name, year 年份 年: number, problem 问题描述: text, summary 摘要 概要: text,
        type 类型: text, status 状态 办理状态: text)
        show title, authored_by, topic, source
    kind finding plural findings 问题 (summary 摘要 概要: text, category 类别: text, order 次序: number)
        show found_in, category, summary, source
    kind recommendation plural recommendations 建议 (summary 摘要 概要: text, order 次序: number)
        show answers, order, summary, source
    kind figure plural figures 数据 (
        indicator 指标 指标名称: name, value 数值 值: quantity, upper 上限: quantity, ratio 比例: text,
        comparator 比较符: text, year 年份 年: number, scope 范围: text)
        show indicator, comparator, value, year, source
    kind target is figure plural targets 指标 目标 show indicator, comparator, value, year, source
    kind site plural sites 载体 (class 类别 分类: text) show name, class, located_in
    kind topic plural topics 主题 show name, alias

    relation issued_by inverse issues 发文机关 发文 from document to unit
    relation printed_by inverse prints 印发机关 印发 from document to unit
    relation sent_to inverse received 主送 收文 from document to unit
    relation copied_to inverse copies 抄送 抄收 from document to unit
    relation part_of inverse parts 属于 包含
        from section to document, section
        from article to document
        from proposal, finding, recommendation, figure to document, section
        from industry to cluster
        from site to site
        from zone to zone
    relation located_in inverse contains 位于 下辖
        from place to place
        from site, unit to place
    relation covers inverse covered_by 覆盖 被覆盖 from document to place
    relation positions inverse positioned_by 定位 被定位 from plan to place (title 标题: text, goals 目标: text many)
    relation in_zone inverse members 划入 成员 from place, site, industry to zone (role 角色: text)
    relation promotes inverse promoted_by 提出 被提出 from document, section to industry
    relation develops inverse developed_in 发展 发展地 from place to industry (note 说明: text)
    relation authored_by inverse authored 作者 作 proposed_by proposed 提出人 _
        from proposal, article to person, unit
    relation member_of inverse members 所属 成员 from person to unit
    relation inspected inverse inspected_by 巡察 被巡察 from document to unit
    relation found_in inverse findings 存在于 存在问题 from finding to unit
    relation answers inverse recommendations 针对 收到建议 from recommendation to unit, proposal
    relation topic inverse about_topic 主题 主题下
        from proposal, finding, recommendation, section, figure to topic
    relation concerns inverse concerned_by 涉及 被涉及
        from proposal, finding, recommendation, figure to industry, place, site, unit
    relation sets inverse set_by 设定 出自 from document to figure
    relation baseline inverse baseline_of 基数 基数于 from target to figure
    relation leads inverse led_by 牵头 牵头单位 from unit to industry, topic
    relation mentions inverse mentioned_in 提及 见于
        from document, section, proposal, finding, recommendation to any
    relation cites inverse cited_by 引用 被引用 from document, section to document
    relation based_on inverse basis_for 依据 被依据 from document, section to document
    relation restates inverse restated_by 重申 被重申 from figure to figure
    relation contradicts inverse contradicts 矛盾 矛盾 from figure to figure

    """
