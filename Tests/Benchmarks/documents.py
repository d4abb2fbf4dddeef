#!/usr/bin/env python3
"""Writes invented documents for measuring `ingest`: documents.py FOLDER [--count 1000] [--kilobytes 200] [--seed 1]

A page of such a document has some 700 characters, so 200 KB are about a hundred pages. Plans, inspection feedback, digests of
speeches, newspaper pages and reports take turns; all sentences are put together from the lists below, places are real ones.
"""
import argparse
import os
import random

CITIES = {
    "湖州市": "吴兴区 南浔区 德清县 长兴县 安吉县", "保山市": "隆阳区 施甸县 龙陵县 昌宁县 腾冲市",
    "三明市": "三元区 沙县区 明溪县 清流县 宁化县 大田县 尤溪县 将乐县 泰宁县 建宁县 永安市",
    "鹤岗市": "兴山区 工农区 东山区 萝北县 绥滨县", "桂林市": "临桂区 阳朔县 灵川县 全州县 兴安县 平乐县 荔浦市",
    "晋中市": "榆次区 太谷区 榆社县 左权县 和顺县 昔阳县 寿阳县 祁县 平遥县 灵石县 介休市",
    "遵义市": "播州区 桐梓县 绥阳县 正安县 凤冈县 湄潭县 余庆县 习水县 仁怀市",
    "酒泉市": "肃州区 金塔县 瓜州县 玉门市 敦煌市", "赣州市": "章贡区 南康区 信丰县 大余县 上犹县 崇义县 瑞金市 龙南市",
}
VERBS = "推进 加快 完善 建设 打造 培育 支持 引导 提升 优化 健全 落实 深化 拓展 统筹 强化 推动 实施 开展 组织".split()
ADJECTIVES = "现代 绿色 智慧 特色 高效 安全 开放 普惠 便捷 新型 优质 综合 重点 基层 区域".split()
THINGS = ("物流体系 产业园区 营商环境 公共服务 乡村旅游 文化遗产 科技创新 人才队伍 基础设施 生态修复 装备制造 农产品加工 医疗资源 "
          "养老服务 数字平台 职业教育 低空经济 光伏项目 水利工程 道路改造 社区治理 招商引资 金融支持 品牌培育 冷链仓储 古城保护 "
          "博物馆群 中药材基地 节水灌溉 老旧小区 托育机构 消防安全 应急管理 土地流转 合作社 电商培训").split()
ENDS = ("取得明显成效 为高质量发展提供支撑 形成可复制的经验 让群众得到实惠 补齐短板弱项 增强发展后劲 带动就业增收 促进城乡融合 "
        "提高资源利用效率 扩大对外影响").split()
UNITS = [("亿元", 1, 900), ("万元", 10, 9000), ("个", 2, 400), ("家", 2, 600), ("公里", 3, 800), ("%", 1, 99), ("万亩", 1, 300),
         ("万人次", 5, 4000), ("平方米", 100, 90000), ("座", 1, 60), ("万吨", 1, 500), ("名", 5, 3000)]
INDICATORS = ("地区生产总值 接待游客 新建公路 绿化覆盖率 规模以上企业 蔬菜种植面积 旅游收入 培训人员 改造面积 冷库容量 数字乡村试点 "
              "常住人口城镇化率 养老床位 充电桩 高新技术企业").split()
DEPARTMENTS = "发展改革委 财政局 教育局 农业农村局 文化和旅游局 卫生健康委 水利局 审计局 统计局 工业和信息化局 城市管理局".split()
SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何", "文明志华建秀芳敏静丽强磊洋艳勇军杰娟涛超霞平刚桂英玉兰宁远"
HAN = "一二三四五六七八九十"


class Writer:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.city = self.random.choice(sorted(CITIES))
        self.counties = CITIES[self.city].split()
        self.lines: list[str] = []
        self.size = 0

    def put(self, line: str) -> None:
        self.lines.append(line)
        self.size += 3 * len(line) + 1

    def paragraph(self, text: str, width: int = 0) -> None:
        if width == 0:
            self.put(text)
        else:
            for start in range(0, len(text), width):
                self.put(text[start:start + width])
        self.put("")

    def pick(self, words: list[str] | str) -> str:
        return self.random.choice(words)

    def name(self) -> str:
        return self.pick(SURNAMES) + "".join(self.pick(GIVEN) for _ in range(self.random.choice([1, 2, 2])))

    def clause(self) -> str:
        return f"{self.pick(VERBS)}{self.pick(ADJECTIVES)}{self.pick(THINGS)}和{self.pick(THINGS)}"

    def number(self) -> str:
        unit, low, high = self.pick(UNITS)
        value = self.random.uniform(low, high)
        return (f"{value:.1f}" if unit in ("亿元", "%", "万亩") else str(int(value))) + unit

    def sentence(self) -> str:
        sort = self.random.random()
        if sort < 0.25:
            return f"到{self.random.randint(2024, 2035)}年，{self.pick(INDICATORS)}{self.pick(['达到', '突破', '超过', '增长'])}{self.number()}，{self.clause()}。"
        if sort < 0.4:
            return f"{self.pick(self.counties)}、{self.pick(self.counties)[:2]}{self.clause()}，{self.pick(ENDS)}。"
        if sort < 0.5:
            return f"根据《{self.city}{self.pick(THINGS)}发展规划》，{self.clause()}，累计完成{self.number()}。"
        if sort < 0.6:
            return f"由市{self.pick(DEPARTMENTS)}牵头，{self.clause()}，{self.clause()}，{self.pick(ENDS)}。"
        return f"{self.clause()}，{self.clause()}，{self.pick(ENDS)}。"

    def sentences(self, least: int, most: int) -> str:
        return "".join(self.sentence() for _ in range(self.random.randint(least, most)))

    def plan(self, size: int) -> None:
        self.put(f"# {self.city}{self.pick(THINGS)}“十五五”发展规划")
        self.paragraph(f"{self.city}{self.pick(DEPARTMENTS)}")
        chapter = 0
        while self.size < size:
            chapter += 1
            self.paragraph(f"## 第{self.han(chapter)}章 {self.clause()}")
            for section in range(1, 5):
                self.paragraph(f"### （{HAN[section - 1]}）{self.clause()}")
                for item in range(1, 6):
                    self.paragraph(f"{item}. {self.clause()}。{self.sentences(3, 8)}")
            self.put("| 指标 | 单位 | 2024年 | 2030年 |")
            self.put("|---|---|---|---|")
            for _ in range(6):
                self.put(f"| {self.pick(THINGS)}数量 | 个 | {self.random.randint(2, 60)} | {self.random.randint(61, 400)} |")
            self.put("")

    def feedback(self, size: int) -> None:
        self.paragraph(f"{self.city[:2]}市委巡察组反馈巡察情况")
        unit = 0
        while self.size < size:
            unit += 1
            county = self.pick(self.counties)
            self.paragraph(f"{self.han(unit)}、对{county}{self.pick(DEPARTMENTS)}党组巡察反馈情况")
            problems = "；".join(f"{self.clause()}不够有力，{self.clause()}不到位" for _ in range(self.random.randint(3, 6)))
            self.paragraph(f"反馈问题：近年来，{self.sentence()}但巡察也发现一些问题，主要是：{problems}。", 36)
            advice = "。".join(f"{HAN[place]}是{self.clause()}，{self.clause()}" for place in range(4))
            self.paragraph(f"意见建议：{advice}。", 36)

    def speeches(self, size: int) -> None:
        self.paragraph(f"{self.city[:2]}市政协全体会议大会发言摘登")
        while self.size < size:
            self.paragraph(self.sentences(4, 9), 24)
            advice = "；".join(f"{HAN[place]}是{self.clause()}，{self.clause()}" for place in range(4))
            self.paragraph(f"为此建议：{advice}。", 24)
            self.paragraph(" ".join(self.clause()))
            self.put("市政协委员")
            self.paragraph(self.name())

    def page(self, size: int) -> None:
        while self.size < size:
            self.paragraph(f"{self.pick(self.counties)[:2]}：{self.clause()}")
            self.paragraph(f"本报{self.city[:2]}{self.random.randint(1, 12)}月{self.random.randint(1, 28)}日讯（记者 {self.name()}）"
                           f"{self.sentences(4, 10)}", 20)
            self.paragraph(f"{self.clause()}。 本报记者 {self.name()} 摄", 20)

    def report(self, size: int) -> None:
        self.paragraph(f"{self.city}{self.pick(THINGS)}情况")
        part = 0
        while self.size < size:
            part += 1
            self.paragraph(f"{self.han(part)}、{self.clause()}")
            for item in range(1, 4):
                self.paragraph(f"（{HAN[item - 1]}）{self.clause()}")
                self.paragraph(self.sentences(5, 12), 40)

    @staticmethod
    def han(number: int) -> str:
        tens, ones = divmod(number, 10)
        hundreds, tens = divmod(tens, 10)
        words = HAN[hundreds - 1] + "百" if hundreds else ""
        if tens:
            words += ("" if tens == 1 and not hundreds else HAN[tens - 1]) + "十"
        elif hundreds and ones:
            words += "零"
        return words + (HAN[ones - 1] if ones else "")


SORTS = [Writer.plan, Writer.feedback, Writer.speeches, Writer.page, Writer.report]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("folder")
    options.add_argument("--count", type=int, default=1000)
    options.add_argument("--kilobytes", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    os.makedirs(chosen.folder, exist_ok=True)
    for place in range(chosen.count):
        writer = Writer(chosen.seed * 1_000_003 + place)
        sort = SORTS[place % len(SORTS)]
        sort(writer, chosen.kilobytes << 10)
        name = f"{place:04}-{sort.__name__}.{'md' if sort is Writer.plan else 'txt'}"
        with open(os.path.join(chosen.folder, name), "w", encoding="utf-8") as file:
            file.write("\n".join(writer.lines) + "\n")


if __name__ == "__main__":
    main()
