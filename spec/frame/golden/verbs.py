"""What Apache Spark answers to the verbs of a DataFrame: python verbs.py > verbs.jsonl (pyspark 4, ANSI on)."""
import contextlib, io, json, math
from pyspark.sql import SparkSession, Window as W, functions as F

spark = (SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2")
         .config("spark.sql.session.timeZone", "UTC").config("spark.log.level", "OFF").getOrCreate())
c = F.col
a = spark.sql("""SELECT * FROM VALUES (1, 'x', 1.5D, DATE'2024-02-29', array(1, NULL), named_struct('p', 1, 'q', 'u')),
  (2, NULL, double('NaN'), NULL, NULL, NULL), (3, 'y', NULL, DATE'1999-12-31', array(), named_struct('p', NULL, 'q', 'v')),
  (NULL, '7', -2.0D, DATE'2024-03-01', array(5), named_struct('p', 4, 'q', NULL)), (NULL, NULL, NULL, NULL, NULL, NULL),
  (3, 'x', 4.0D, NULL, array(1, 2), named_struct('p', 5, 'q', 'w')) AS t(i, s, d, day, l, r)""").coalesce(1)
b = spark.sql("SELECT * FROM VALUES (1, 'x', true), (3, 'y', false), (3, NULL, NULL), (NULL, 'z', true) AS t(i, s, f)")
n = spark.sql("SELECT * FROM VALUES (1, 10L), (1, 10L), (2, NULL), (NULL, 5L), (NULL, 5L), (NULL, 5L) AS t(k, v)").coalesce(1)
m = spark.sql("SELECT * FROM VALUES (1, 10L), (2, NULL), (NULL, 5L), (NULL, 5L), (9, 9L) AS t(k, v)")
w = W.partitionBy("s").orderBy("i")
plain = a.select("i", "s", "d")

def printed(fn):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        fn()
    return out.getvalue()

CASES = {
    "drop": lambda: a.na.drop(), "drop all": lambda: a.na.drop("all"), "drop thresh": lambda: a.na.drop(thresh=4),
    "drop subset": lambda: a.na.drop(subset=["i", "d"]), "drop all subset": lambda: a.na.drop("all", subset=["d", "day"]),
    "fill number": lambda: a.na.fill(7.9), "fill text": lambda: a.na.fill("none"), "fill subset": lambda: a.na.fill(0, ["d"]),
    "fill map": lambda: a.na.fill({"i": 5, "s": "?", "d": 0}), "fill boolean": lambda: b.na.fill(True),
    "fill map missing": lambda: a.na.fill({"nobody": 5}), "fill other kind": lambda: a.na.fill("x", ["i"]),
    "replace": lambda: plain.na.replace(3, 30), "replace list": lambda: plain.na.replace(["x", "y"], ["X", "Y"]),
    "replace list one": lambda: plain.na.replace(["x", "y"], "z"), "replace map": lambda: plain.na.replace({"x": "X", "7": None}),
    "replace subset": lambda: a.na.replace({1: 100, 4: 400}, subset=["d"]), "replace NaN": lambda: plain.na.replace(float("nan"), 0.0),
    "approxQuantile": lambda: a.approxQuantile(["i", "d"], [0.0, 0.25, 0.5, 1.0], 0.0), "corr": lambda: n.na.fill(0).corr("k", "v"),
    "cov": lambda: n.na.fill(0).cov("k", "v"), "cov nulls": lambda: n.cov("k", "v"), "crosstab": lambda: a.crosstab("s", "i"),
    "freqItems": lambda: b.select("f").freqItems(["f"], 0.5).select(F.array_sort("f_freqItems").alias("f_freqItems")),
    "sampleBy all": lambda: a.sampleBy("s", {"x": 1.0, "y": 0.0}, 1),
    "describe": lambda: plain.describe(), "describe some": lambda: a.describe("s", "d"), "summary": lambda: plain.summary(),
    "summary some": lambda: plain.summary("count", "10%", "max", "count_distinct"), "describe empty": lambda: plain.limit(0).describe(),
    "unpivot": lambda: a.unpivot("s", ["i", "d"], "name", "value"), "melt rest": lambda: n.melt(["k"], None, "name", "value"),
    "unpivot mixed": lambda: a.unpivot("i", ["s", "d"], "name", "value"),
    "transpose": lambda: b.na.drop().select("s", "i").transpose(), "transpose by": lambda: n.distinct().na.drop().transpose("v"),
    "rollup": lambda: n.rollup("k", "v").agg(F.count("*").alias("n"), F.grouping_id().alias("g")),
    "cube": lambda: n.cube("k", "v").agg(F.sum("v"), F.grouping("k").alias("g")),
    "groupingSets": lambda: n.groupingSets([["k"], ["v"], []], "k", "v").agg(F.count("*").alias("n")),
    "pivot": lambda: a.groupBy("i").pivot("s").agg(F.sum("d"), F.count("d").alias("n")), "pivot one": lambda: a.groupBy("i").pivot("s", ["x", "q"]).sum("d"),
    "pivot null": lambda: n.groupBy("v").pivot("k").count(), "groupBy max all": lambda: a.groupBy("s").max(), "groupBy mean": lambda: n.groupBy("k").mean("v"),
    "withColumns": lambda: n.withColumns({"v": c("k") + 1, "K2": c("v") * 2}), "withColumnsRenamed": lambda: n.withColumnsRenamed({"k": "v2", "nobody": "z"}),
    "withColumnsRenamed swap": lambda: n.withColumnsRenamed({"k": "x", "x": "y"}),
    "toDF": lambda: n.toDF("x", "y"), "toDF few": lambda: n.toDF("x"), "colRegex": lambda: a.select(a.colRegex("`[is]|da.*`")),
    "crossJoin": lambda: n.distinct().crossJoin(b.select("i")),
    **{f"join {how}": (lambda how=how: a.select("i", "s", "d").join(b, ["i", "s"], how)) for how in ["inner", "left", "right", "outer", "semi", "anti"]},
    **{f"join one {how}": (lambda how=how: n.withColumnRenamed("k", "i").join(b, "i", how)) for how in ["inner", "leftouter", "rightouter", "full", "left_semi", "leftanti"]},
    "join on": lambda: n.join(b, n.k == b.i, "full"), "join safe": lambda: n.join(b, n.k.eqNullSafe(b.i)),
    "join unknown": lambda: n.join(b, "i", "sideways"), "join missing": lambda: n.join(b, "i"),
    "exceptAll": lambda: n.exceptAll(m), "intersectAll": lambda: n.intersectAll(m), "subtract": lambda: m.subtract(n), "intersect": lambda: n.intersect(m),
    "unionByName": lambda: n.unionByName(m.select("v", "k")), "unionByName missing": lambda: n.unionByName(b.withColumnRenamed("i", "k"), True),
    "unionByName refused": lambda: n.unionByName(b), "union widths": lambda: n.union(b), "dropDuplicates": lambda: n.dropDuplicates(["k", "v"]),
    "dropDuplicates missing": lambda: n.dropDuplicates(["zz"]),
    "tail": lambda: [list(r) for r in n.tail(2)], "offset": lambda: n.orderBy("k", "v").offset(4), "limit offset": lambda: n.orderBy(c("v").desc(), "k").limit(5).offset(3),
    "sortWithinPartitions": lambda: n.sortWithinPartitions(c("v").desc(), "k"), "to": lambda: n.to("v double, k string, z int") if False else n.to(spark.sql("SELECT CAST(NULL AS DOUBLE) v, CAST(NULL AS STRING) k, CAST(NULL AS INT) z").schema),
    "zipWithIndex": lambda: n.zipWithIndex(), "toJSON": lambda: [json.loads(x) for x in a.drop("d").toJSON().collect()] if False else a.select(F.to_json(F.struct(F.col("*"))).alias("value")),
    "show": lambda: printed(lambda: a.show()), "show cut": lambda: printed(lambda: a.show(2, 6)), "show whole": lambda: printed(lambda: a.show(3, False)),
    "show vertical": lambda: printed(lambda: a.show(2, True, True)), "show wide": lambda: printed(lambda: spark.sql("SELECT '日本語' AS x, 'é' AS `ключ`, 'ab\\ncd' AS z").show()),
    "show vertical cut": lambda: printed(lambda: a.show(1, 4, True)),
    "printSchema": lambda: printed(lambda: a.printSchema()), "printSchema level": lambda: printed(lambda: a.printSchema(1)),
    "between": lambda: a.select(c("i").between(2, 3).alias("x")), "bits": lambda: a.select(c("i").bitwiseAND(2).alias("x"), c("i").bitwiseOR(4).alias("y"), c("i").bitwiseXOR(1).alias("z")),
    "dropFields": lambda: a.select(c("r").dropFields("p").alias("x")), "dropFields all": lambda: a.select(c("r").dropFields("p", "q").alias("x")),
    "withField": lambda: a.select(c("r").withField("q", F.lit(1)).withField("z", c("i")).alias("x")), "eqNullSafe": lambda: a.select(c("i").eqNullSafe(None).alias("x"), c("d").eqNullSafe(c("i")).alias("y")),
    "getField": lambda: a.select(c("r").getField("p").alias("x"), c("r")["q"].alias("y")), "getItem": lambda: a.filter("size(l) > 0").select(c("l").getItem(0).alias("x")),
    "getItem beyond": lambda: a.select(c("l").getItem(1).alias("x")), "isin": lambda: a.select(c("i").isin(1, 2).alias("x"), c("s").isin("x", None).alias("y")),
    "isin none": lambda: a.select(c("i").isin([]).alias("x")), "substr": lambda: b.select(F.lit("spark").substr(-3, 2).alias("x"), c("s").substr(0, 1).alias("y")),
    "names": lambda: a.select(c("i").between(2, 3), c("i").bitwiseAND(2), c("i").isin(1, 2), c("s").substr(1, 2), c("r").getField("p"), c("i").eqNullSafe(1), -c("i"), c("i").isNull(), c("i").cast("string")),
    "names of when": lambda: a.select(F.when(c("i") > 1, "a").otherwise("b"), F.count("*").over(w), c("l").getItem(0), ~(c("i") > 1), c("s").like("x%")).limit(0),
    **{f"order {how}": (lambda how=how: n.distinct().orderBy(getattr(c("k"), how)(), "v")) for how in ["asc", "desc", "asc_nulls_last", "desc_nulls_first"]},
    "when": lambda: a.select(F.when(c("i") > 2, "big").when(c("i").isNull(), "none").alias("x"), F.when(c("d") > 1, 1).otherwise(2.5).alias("y")),
    "rowsBetween": lambda: a.select("s", "i", F.sum("i").over(w.rowsBetween(-1, 0)).alias("x"), F.count("i").over(w.rowsBetween(W.unboundedPreceding, W.unboundedFollowing)).alias("y")),
    "rangeBetween": lambda: a.select("i", F.count("*").over(W.orderBy("i").rangeBetween(-1, 1)).alias("x"), F.sum("d").over(W.orderBy(c("i").desc()).rangeBetween(W.currentRow, W.unboundedFollowing)).alias("y")),
    "window default": lambda: n.select("k", F.sum("v").over(W.orderBy("k")).alias("x"), F.rank().over(W.orderBy("k")).alias("y"), F.lag("v", 1, -1).over(W.orderBy("k", "v")).alias("z")),
}
ORDERED = {"tail", "offset", "limit offset", "order asc", "order desc", "order asc_nulls_last", "order desc_nulls_first", "describe", "summary", "summary some", "describe some", "describe empty", "zipWithIndex"}

def number(x):
    return str(x) if isinstance(x, float) and not math.isfinite(x) else [number(y) for y in x] if isinstance(x, list) else x

def answer(name, ask):
    try:
        got = ask()
        if not hasattr(got, "dtypes"):
            return {"value": number(got)}
        places = [f"c{i}" for i in range(len(got.columns))]
        rows = [list(r) for r in got.toDF(*places).select([c(p).cast("string") for p in places]).collect()]
        return {"schema": got.dtypes, "rows": rows, "ordered": name in ORDERED}
    except Exception as e:
        condition = getattr(e, "getCondition", lambda: None)()
        return {"error": condition or type(e).__name__}

for name, ask in CASES.items():
    print(json.dumps({"case": name, **answer(name, ask)}, ensure_ascii=False), flush=True)
