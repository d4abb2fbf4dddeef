"""What the crash test expects: statements at random, and what a workspace must hold after each."""


class World:
    """What a workspace holds: topics by id, documents, the number of its snapshot, of its last record, and what `.undo` goes back to.

    The two numbers tell states apart that look alike: before `save` and after, and before a topic was added and after it was removed.
    """

    def __init__(self, topics=None, documents=(), number=0, earlier=(), record=0):
        self.topics = dict(topics or {})
        self.documents = tuple(documents)
        self.number = number
        self.earlier = tuple(earlier)
        self.record = record

    def copy(self):
        return World(self.topics, self.documents, self.number, self.earlier, self.record)

    def changed(self):
        """A copy that `.undo` takes back to this one."""
        after = self.copy()
        after.earlier = self.earlier + ((self.topics, self.documents),)
        after.record += 1
        return after

    def undone(self, count):
        after = self.copy()
        after.topics, after.documents = self.earlier[-count]
        after.topics = dict(after.topics)
        after.earlier = self.earlier[:-count]
        after.record += 1
        return after

    def saved(self):
        return World(self.topics, self.documents, self.number + 1, (), self.record)

    def taken_whole(self, more):
        """With so many topics more, too much for a journal: a snapshot has them, which `.undo` doesn't go behind."""
        return World({**self.topics, **more}, self.documents, self.number + 1, (), self.record + 1)

    def holds(self, topics, documents, number, record):
        """Whether this is what was found."""
        return (self.topics == topics and sorted(self.documents) == sorted(documents) and self.number == number
                and self.record == record)


class Script:
    """Texts for the program, each with the world behind it. A text is acknowledged by the answer to a question after it."""

    def __init__(self, chance, world, number, place, sizes):
        self.chance = chance
        self.place = place
        # How many topics each transaction or table adds: all or none.
        self.sizes = sizes
        self.worlds = [world]
        self.texts = []
        for step in range(chance.randrange(5, 60)):
            self.add(f"{number}-{step}")

    def then(self, text, world):
        self.texts.append(text)
        self.worlds.append(world)

    def add(self, new):
        world, chance, kind = self.worlds[-1], self.chance, self.chance.random()
        single = [name for name in world.topics if "." not in name]
        if kind < 0.12:
            return self.then("save", world.saved())
        if kind < 0.24 and world.earlier:
            count = chance.choice([1, 1, 1, 2, 3])
            if count <= len(world.earlier):
                return self.then(f"\n.undo {count}\n", world.undone(count))
        if kind < 0.34 and single:
            known = chance.choice(single)
            after = world.changed()
            after.topics[known] = f"n{new}"
            return self.then(f'set topic "{known}" (name: "n{new}")', after)
        if kind < 0.42 and single:
            known = chance.choice(single)
            after = world.changed()
            del after.topics[known]
            return self.then(f'remove topic "{known}"', after)
        if kind < 0.52:
            return self.transaction(new, world)
        if kind < 0.58:
            return self.slow_transaction(new, world)
        if kind < 0.62:
            return self.then(f'begin; add topic "{new}.x"; rollback', world)
        if kind < 0.69:
            return self.table(new, world)
        if kind < 0.70:
            return self.large_table(new, world)
        if kind < 0.74:
            return self.document(new, world)
        after = world.changed()
        after.topics[new] = new
        self.then(f'add topic "{new}" (alias: ("{chance.choice("甲乙") * chance.choice([1, 20, 3000])}"))', after)

    def several(self, new, world, count):
        self.sizes[new] = count
        after = world.changed()
        after.topics.update({f"{new}.{one}": f"{new}.{one}" for one in range(count)})
        return after

    def transaction(self, new, world):
        after = self.several(new, world, self.chance.choice([2, 3, 200]))
        adds = "; ".join(f'add topic "{new}.{one}"' for one in range(self.sizes[new]))
        self.then(f"begin; {adds}; commit", after)

    def slow_transaction(self, new, world):
        """`begin` and what follows are acknowledged one by one, but nothing of it counts before `commit`."""
        after = self.several(new, world, self.chance.choice([2, 5]))
        self.then("begin", world)
        for one in range(self.sizes[new]):
            self.then(f'add topic "{new}.{one}"', world)
        self.then("commit", after)

    def table(self, new, world):
        after = self.several(new, world, self.chance.choice([3, 500]))
        path = f"{self.place}/{new}.csv"
        with open(path, "w") as file:
            file.write("编号\n" + "".join(f"{new}.{one}\n" for one in range(self.sizes[new])))
        self.then(f'import "{path}" as topic (id: column "编号")', after)

    def large_table(self, new, world):
        """More than 4 MiB, in few rows."""
        self.sizes[new] = 3
        path = f"{self.place}/{new}.csv"
        with open(path, "w") as file:
            file.write("编号,别名\n" + "".join(f"{new}.{one},{'长' * 500_000}\n" for one in range(3)))
        after = world.taken_whole({f"{new}.{one}": f"{new}.{one}" for one in range(3)})
        self.then(f'import "{path}" as topic (id: column "编号", alias: column "别名")', after)

    def document(self, new, world):
        path = f"{self.place}/d{new}.txt"
        with open(path, "w") as file:
            file.write(f"关于第{new}号工作的通知\n\n一、总体要求\n\n到2025年，机场达到3个。\n\n二、主要任务\n\n发展低空经济。\n")
        after = world.changed()
        after.documents += (f"d{new}",)
        self.then(f'ingest "{path}"', after)
