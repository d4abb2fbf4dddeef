"""A small made-up graph as the tables that Tests/Benchmarks/load.zk reads: what the load test uses where no larger one is given."""

import random


def write_tables(folder, proposals=600):
    chance = random.Random(1)
    topics = ["低空经济", "乡村旅游", "基层治理", "新能源", "会展服务"]

    def table(name, head, rows):
        with open(f"{folder}/{name}.csv", "w", encoding="utf-8") as file:
            file.write("\n".join([head] + [",".join(map(str, row)) for row in rows]) + "\n")

    counties, industries, units, plans = range(1, 61), range(1, 41), range(1, 31), range(1, 81)
    table("counties", "id,code,name,province,level",
          ((one, 140100 + one, f"第{one}县", "山西省" if one % 3 else "河北省", "县") for one in counties))
    table("industries", "id,code,name,parent_id", ((one, one, f"产业{one}", one // 10 or "") for one in industries))
    table("units", "id,name,kind,county_id", ((one, f"第{one}局", "政府部门", chance.choice(counties)) for one in units))
    table("plans", "id,title,doc_no,issuer_unit_id,year,level",
          ((one, f"规划{one}", f"晋政发〔2021〕{one}号", chance.choice(units), 2015 + one % 10, "县") for one in plans))
    table("proposals", "id,title,topic,year,author_unit_id,county_id,summary",
          ((one, f"关于{chance.choice(topics)}的建议{one}", chance.choice(topics), 2015 + one % 10, chance.choice(units),
            chance.choice(counties), f"推进{chance.choice(topics)}，做好{chance.choice(topics)}。") for one in range(1, proposals + 1)))
    table("targets", "id,plan_id,indicator,value,unit,year,baseline",
          ((one, chance.choice(plans), f"指标{one % 7}", one % 90 + 0.5, "%", 2015 + one % 10, one % 50) for one in range(1, 401)))
    pairs = lambda left, right, count: sorted({(chance.choice(left), chance.choice(right)) for _ in range(count)})
    table("proposal_concerns", "proposal_id,industry_id", pairs(range(1, proposals + 1), industries, 900))
    table("plan_covers", "plan_id,county_id", pairs(plans, counties, 200))
    table("plan_promotes", "plan_id,industry_id", pairs(plans, industries, 200))
    table("plan_cites", "from_id,to_id", (pair for pair in pairs(plans, plans, 100) if pair[0] != pair[1]))
