"""Writes text-formats.jsonl: what PySpark 4 reads from small csv, json and text files. Run: python text-formats.py (needs pyspark)."""
import json, os, re, tempfile
from pyspark.sql import SparkSession

CASES = []


def case(name, fmt, content, schema=None, **options):
    files = content if isinstance(content, dict) else {'f': content}
    CASES.append(dict(name=name, format=fmt, files={k: v if isinstance(v, str) else {'hex': v.hex()} for k, v in files.items()}, given=schema, options=options))


def csv(name, content, schema=None, **options): case('csv ' + name, 'csv', content, schema, **options)
def js(name, content, schema=None, **options): case('json ' + name, 'json', content, schema, **options)


csv('header', 'a,b\n1,x\n2,y\n', header='true')
csv('no header', 'a,b\n1,x\n')
csv('quoted line break alone', 'a,b\n"1\n2",x\n3,y\n', header='true')
csv('quoted line break in multiLine', 'a,b\n"1\n2",x\n3,y\n', header='true', multiLine='true')
csv('crlf in multiLine', 'a,b\r\n"1\r\n2",x\r\n3,y\r\n', header='true', multiLine='true')
csv('crlf', 'a,b\r\n1,x\r\n2,y', header='true')
csv('cr only', 'a,b\r1,x\r2,y', header='true')
csv('doubled quotes', 'a,b\n"x ""y"" z",1\n"""q""",2\n', header='true')
csv('doubled quotes escape', 'a,b\n"x ""y"" z",1\n"""q""",2\n', header='true', escape='"')
csv('backslash quote', 'a,b\n"x \\"y\\" z",1\n"e\\\\",2\n"e\\n",3\n', header='true')
csv('backslash outside quotes', 'a,b\nx\\"y,1\n\\,z,2\n', header='true')
csv('quote in the middle', 'a,b\nx"y"z,1\n x,2\n "x",3\n', header='true')
csv('text after quote', 'a,b\n"x"y,1\n"x" ,2\n"x,3\n"z",4\n', header='true')
csv('unclosed quote at end', 'a,b\n1,2\n"x,3\n', header='true')
csv('unclosed multiLine', 'a,b\n1,2\n"x,3\n4,5\n', header='true', multiLine='true')
csv('empties', 'a,b,c\n,"",x\n"",,\n', header='true')
csv('empties with nullValue', 'a,b,c\n,"",NA\n"NA",NA,-\n', header='true', nullValue='NA')
csv('emptyValue', 'a,b\n"",\n1,""\n', header='true', emptyValue='E')
csv('empty int', 'a,b\n"",\n1,\n', 'a int, b int', header='true')
csv('blank lines', 'a,b\n\n1,2\n   \n,\n\n3,4\n\n', header='true')
csv('blank lines one column', 'a\n\n1\n   \n""\n3\n', header='true')
csv('comment', '#one\na,b\n#two\n1,2\n3,#x\n  #four,1\n', header='true', comment='#')
csv('spaces', 'a , b\n 1 , x \n" 2 "," y "\n', header='true')
csv('spaces ignored', 'a , b\n 1 , x \n" 2 "," y "\n', header='true', ignoreLeadingWhiteSpace='true', ignoreTrailingWhiteSpace='true')
csv('multi char sep', 'a||b||c\n1||2||3\nx|y||"p||q"||\n', header='true', sep='||')
csv('tab sep', 'a\tb\n1\t2\n', header='true', sep='\\t')
csv('delimiter', 'a;b\n1;2\n', header='true', delimiter=';')
csv('no quote char', 'a,b\n"1",x"\n', header='true', quote='')
csv('other quote', "a,b\n'1,2',x\n", header='true', quote="'")
csv('ragged', 'a,b,c\n1,2\n3,4,5\n6,7,8,9\n', header='true')
csv('ragged drop', 'a,b,c\n1,2\n3,4,5\n6,7,8,9\n', header='true', mode='DROPMALFORMED')
csv('ragged failfast', 'a,b,c\n1,2\n3,4,5\n', header='true', mode='FAILFAST')
csv('ragged failfast long', 'a,b,c\n3,4,5\n6,7,8,9\n', header='true', mode='FAILFAST')
S = 'a int, b double, c date, d string, _corrupt_record string'
T = '1,1.5,2024-01-02,x\nz,2.5,2024-01-03,y\n3,q,2024-13-01,w\n4\n5,1,2024-01-01,v,extra\n\n6,,,\n'
csv('corrupt', T, S)
csv('corrupt not in schema', T, 'a int, b double, c date, d string')
csv('corrupt drop', T, S, mode='DROPMALFORMED')
csv('corrupt failfast', T, S, mode='FAILFAST')
csv('corrupt named', T, 'a int, b double, bad string, c date, d string', columnNameOfCorruptRecord='bad')
csv('corrupt multiLine', T, S, multiLine='true')
csv('corrupt header', 'a,b\n1,2\nx,3\n4,5,6\n', 'a int, b int, _corrupt_record string', header='true')
csv('bad mode', 'a\n1\n', mode='SIDEWAYS')
csv('schema short of file', 'a,b,c\n1,2,3\n', 'a int, b int', header='true')
csv('schema longer than file', 'a,b\n1,2\n', 'a int, b int, c int', header='true')
csv('schema by place', 'a,b\n1,2\n', 'x int, y int', header='true')
csv('enforceSchema false', 'a,b\n1,2\n', 'x int, y int', header='true', enforceSchema='false')
csv('infer', 'i,l,d,t,ts,b,s,n,big,dec\n1,5000000000,1.5,2024-01-02,2024-01-02 03:04:05,true,x1,,12345678901234567890,1\n,2,3,,,FALSE,2,,1,2.25\n', header='true', inferSchema='true')
csv('infer more', 'a,b,c,d,e,f,g\n1e3,NaN,Infinity,-1,+1,2024-01-02T03:04:05Z,007\n1,1,1,1,1,2024-01-02T03:04:05Z,1\n', header='true', inferSchema='true')
csv('infer mixed', 'a,b,c,d,e\n1,true,2024-01-01,2024-01-01,1.0\n2024-01-01,1,2024-01-01 10:00:00,x,9999999999\n', header='true', inferSchema='true')
csv('infer preferDate false', 'a\n2024-01-01\n', header='true', inferSchema='true', preferDate='false')
csv('infer spaces', 'a,b\n 1, x\n2 ,y\n', header='true', inferSchema='true')
csv('numbers', '1_000,0x10,1d,1f,1L, 5\n1e400,-0,.5,5.,+5,1,\n', 'a double, b double, c double, d float, e bigint, f int')
csv('nan', 'nan,NaN,-Inf,Inf,Infinity\nx,y,1,2,3\n', 'a double, b double, c double, d double, e double')
csv('nan options', 'NN,PP,MM\n', 'a double, b double, c float', nanValue='NN', positiveInf='PP', negativeInf='MM')
csv('overflow', '128,32768,2147483648,9223372036854775808\n', 'a tinyint, b smallint, c int, d bigint')
csv('decimals', '1.25,1.255,12345.6,"1,234.5"\n', 'a decimal(5,2), b decimal(5,2), c decimal(5,2), d decimal(10,2)')
csv('booleans', 'true,FALSE,1,yes\nTrue,t,0,f\n', 'a boolean, b boolean, c boolean, d boolean')
csv('binary', 'xyz\n', 'a binary')
csv('timestamps', '2024-01-02 03:04:05,2024-01-02T03:04:05.123456Z,2024-01-02,2024-01-02 03:04:05+02:00\n', 'a timestamp, b timestamp, c timestamp, d timestamp')
csv('timestamp ntz', '2024-01-02 03:04:05,2024-01-02T03:04:05.123456\n', 'a timestamp_ntz, b timestamp_ntz')
csv('dateFormat', '02/03/2024,2024-03-02\n', 'a date, b date', dateFormat='dd/MM/yyyy')
csv('dateFormat text month', '"2 Mar 2024"\n', 'a date', dateFormat='d MMM yyyy')
csv('timestampFormat', '02/03/2024 04:05,x\n', 'a timestamp, b timestamp', timestampFormat='dd/MM/yyyy HH:mm')
csv('infer formats', 'a,b\n02/03/2024,02/03/2024 04:05\n', header='true', inferSchema='true', dateFormat='dd/MM/yyyy', timestampFormat='dd/MM/yyyy HH:mm')
csv('dates partial', '2024,2024-1,2024-1-2,2024-01-02T00\n', 'a date, b date, c date, d date')
csv('bad utf8', b'a,b\nx\xff\xfey,1\n', header='true')
csv('latin1', 'a\nhé\n'.encode('latin-1'), header='true', encoding='ISO-8859-1')
csv('utf16', 'a,b\nhé,1\n'.encode('utf-16'), header='true', encoding='UTF-16', multiLine='true')
csv('bom', b'\xef\xbb\xbfa,b\n1,2\n', header='true')
csv('lineSep', 'a,b;1,2;3,4', header='true', lineSep=';')
csv('header twice', {'f1': 'a,b\n1,2\n', 'f2': 'a,b\n3,4\n'}, header='true')
csv('files of other headers', {'f1': 'a,b\n1,2\n', 'f2': 'b,a,c\n3,4,5\n'}, header='true')
csv('repeated names', 'a,a,,A,b\n1,2,3,4,5\n', header='true')
csv('empty file', '', header='true')
csv('only header', 'a,b\n', header='true')
csv('unknown option', 'a\n1\n', header='true', nonsense='x')
csv('option case', 'a;b\n1;2\n', HEADER='true', SEP=';')
csv('partitions', {'p=1/q=a%20b/f': 'x\n', 'p=02/q=__HIVE_DEFAULT_PARTITION__/f': 'y\n'})
csv('partition types', {'a=1/b=1.5/c=2024-01-01/d=99999999999/e=x/f': '1\n', 'a=2/b=2/c=2024-01-02/d=1/e=1/f': '2\n'})
csv('hidden files', {'f': '1\n', '_x': '2\n', '.y': '3\n', '_d/f': '4\n'})
csv('folder below', {'f': '1\n', 'd/f': '2\n'})
csv('recursive', {'f': '1\n', 'd/f': '2\n'}, recursiveFileLookup='true')
csv('pathGlobFilter', {'a.csv': '1\n', 'b.txt': '2\n'}, pathGlobFilter='*.csv')
csv('charToEscapeQuoteEscaping', '"a\\\\",b\n', charToEscapeQuoteEscaping='\\')
csv('locale', '"1.234,5"\n', 'a decimal(10,2)', locale='de-DE')
csv('maxCharsPerColumn', 'abcdef\n', maxCharsPerColumn='3')
csv('samplingRatio', 'a\n1\nx\n', header='true', inferSchema='true', samplingRatio='1.0')
csv('unescapedQuoteHandling', 'a,b\n"x"y,z",1\n', header='true', unescapedQuoteHandling='STOP_AT_CLOSING_QUOTE')
csv('nested schema', '1\n', 'a array<int>')

js('plain', '{"a":1,"b":"x"}\n{"a":2,"c":true}\n')
js('order of names', '{"z":1,"a":2,"M":3}\n')
js('types', '{"i":1,"l":9223372036854775807,"big":9223372036854775808,"d":1.5,"e":1e3,"s":"2024-01-01","n":null,"b":true,"a":[1,2],"o":{"y":1,"x":"q"}}\n')
js('mixed', '{"a":1,"b":1,"c":1,"d":"x","e":[1],"f":{"p":1},"g":true}\n{"a":"x","b":1.5,"c":true,"d":[1],"e":"y","f":[2],"g":1}\n')
js('mixed arrays', '{"a":[1,"x",null,2.5],"b":[],"c":[[1],[2.5]],"d":[{"x":1},{"y":2}],"e":[null]}\n{"a":[true],"b":[1],"c":null}\n')
js('merged structs', '{"a":{"x":1}}\n{"a":{"y":"q","x":2.5}}\n{"a":null}\n')
js('big decimals', '{"a":123456789012345678901234567890,"b":1234567890123456789012345678901234567890,"c":1.1}\n')
js('blank lines', '\n{"a":1}\n\n   \n{"a":2}\n')
js('corrupt', '{"a":1}\n{"a":\n[1,2]\n{"a":2}\n"x"\n')
js('corrupt schema', '{"a":1}\n{"a":\n{"a":"x","b":2}\n[1]\n', 'a int, b int, _corrupt_record string')
js('corrupt without column', '{"a":1}\n{"a":\n{"a":"x","b":2}\n', 'a int, b int')
js('corrupt drop', '{"a":1}\n{"a":\n{"a":"x","b":2}\n', 'a int, b int', mode='DROPMALFORMED')
js('corrupt failfast', '{"a":1}\n{"a":\n', 'a int', mode='FAILFAST')
js('corrupt failfast infer', '{"a":1}\n{"a":\n', mode='FAILFAST')
js('type failfast', '{"a":1}\n{"a":"x"}\n', 'a int', mode='FAILFAST')
js('all corrupt', 'x\ny\n')
js('named corrupt', '{"a":1}\nx\n', columnNameOfCorruptRecord='bad')
js('array on a line', '[{"a":1},{"a":2}]\n{"a":3}\n')
js('multiLine array', '[{"a": 1,\n "b": {"c": [1, 2]}},\n {"a": 2}]', multiLine='true')
js('multiLine object', '{"a": 1,\n "b": 2}', multiLine='true')
js('multiLine several', '{"a": 1}\n{"a": 2}\n', multiLine='true')
js('multiLine corrupt', '{"a": 1,\n "b"', multiLine='true')
js('multiLine not asked', '{"a": 1,\n "b": 2}\n')
js('primitivesAsString', '{"a":1,"b":true,"c":[1.5],"d":{"e":1}}\n', primitivesAsString='true')
js('prefersDecimal', '{"a":1.5,"b":1}\n{"a":12.25}\n', prefersDecimal='true')
js('single quotes', "{'a':'x'}\n")
js('single quotes off', "{'a':'x'}\n", allowSingleQuotes='false')
js('unquoted names', '{a:1}\n', allowUnquotedFieldNames='true')
js('unquoted names off', '{a:1}\n')
js('comments', '{"a":1 /* x */}\n', allowComments='true')
js('comments off', '{"a":1 /* x */}\n')
js('leading zeros', '{"a":007}\n', allowNumericLeadingZeros='true')
js('leading zeros off', '{"a":007}\n')
js('backslash any', '{"a":"\\$x"}\n', allowBackslashEscapingAnyCharacter='true')
js('backslash any off', '{"a":"\\$x"}\n')
js('control characters', '{"a":"x\ty"}\n')
js('control characters allowed', '{"a":"x\ty"}\n', allowUnquotedControlChars='true')
js('nan', '{"a":NaN,"b":Infinity,"c":-Infinity,"d":"NaN","e":"INF"}\n', 'a double, b double, c double, d double, e double')
js('nan infer', '{"a":NaN,"b":1}\n')
js('nan off', '{"a":NaN}\n', 'a double', allowNonNumericNumbers='false')
js('escapes', '{"a":"\\u00e9\\n\\"\\/\\ud83d\\ude00","\\u0062":1}\n')
js('repeated names', '{"a":1,"a":2}\n', 'a int')
js('repeated names infer', '{"a":1,"a":"x"}\n')
js('case of names', '{"A":1,"b":2}\n', 'a int, B int')
js('string from others', '{"a":1.50,"b":true,"c":[1, 2],"d":{"x": 1},"e":null,"f":1e2}\n', 'a string, b string, c string, d string, e string, f string')
js('numbers from strings', '{"a":"1","b":"1.5","c":"true","d":1}\n', 'a int, b double, c boolean, d boolean')
js('int from float', '{"a":1.0,"b":1.5,"c":3000000000,"d":1}\n', 'a int, b bigint, c int, d double')
js('decimal', '{"a":1.256,"b":"2.5","c":123456}\n', 'a decimal(5,2), b decimal(5,2), c decimal(5,2)')
js('dates', '{"a":"2024-01-02","b":"2024-01-02T03:04:05Z","c":"2024-01-02 03:04:05","d":"2024-01-02T03:04:05.5"}\n', 'a date, b timestamp, c timestamp, d timestamp_ntz')
js('dates bad', '{"a":"x","b":"x"}\n{"a":"02/01/2024","b":1}\n', 'a date, b timestamp')
js('dateFormat', '{"a":"02/01/2024"}\n', 'a date', dateFormat='dd/MM/yyyy')
js('inferTimestamp', '{"a":"2024-01-02T03:04:05","b":"2024-01-02"}\n', inferTimestamp='true')
js('nested', '{"a":{"b":[{"c":1,"d":{"x":1}}]},"m":{"k":1,"l":2}}\n', 'a struct<b: array<struct<c: int, d: map<string, int>>>>, m map<string, bigint>')
js('nested wrong', '{"a":{"b":"x","c":1},"d":[1,"x",2],"m":{"k":"x"}}\n', 'a struct<b: int, c: int>, d array<int>, m map<string, int>')
js('wrong shape', '{"a":1,"b":2}\n{"a":[1],"b":3}\n', 'a struct<x: int>, b int')
js('binary', '{"a":"aGk="}\n', 'a binary')
js('missing columns', '{"a":1}\n', 'a int, b int, c string')
js('dropFieldIfAllNull', '{"a":1,"b":null,"c":[],"d":{}}\n', dropFieldIfAllNull='true')
js('all null', '{"a":null,"b":[],"c":{}}\n')
js('lineSep', '{"a":1};{"a":2}', lineSep=';')
js('crlf', '{"a":1}\r\n{"a":2}\r\n')
js('bad utf8', b'{"a":"x\xffy"}\n')
js('utf16', '{"a":"h\u00e9"}'.encode('utf-16'), multiLine='true', encoding='UTF-16')
js('trailing', '{"a":1} x\n{"a":2},\n', 'a int, _corrupt_record string')
js('empty file', '')
js('empty object', '{}\n')
js('ignoreNullFields', '{"a":null,"b":1}\n')
js('long text in long', '{"a":12345678901234567890}\n', 'a bigint')
js('partitions', {'p=1/f': '{"a":1}\n', 'p=2/f': '{"a":2}\n'})

case('text plain', 'text', 'one\n\n"two", 2\nthr\\ee\r\n  four')
case('text wholetext', 'text', {'f1': 'a\nb\n', 'f2': 'c'}, wholetext='true')
case('text lineSep', 'text', 'a;b\nc;', lineSep=';')
case('text cr', 'text', 'a\rb\r\nc\n')
case('text empty', 'text', '')
case('text bad utf8', 'text', b'x\xffy\n')
case('text schema', 'text', 'x\n', 'line string')
case('text schema wrong', 'text', 'x\n', 'a int')
case('text partitions', 'text', {'p=1/f': 'x\n', 'p=b/f': 'y\n'})


def show(v):
    import datetime, decimal
    if isinstance(v, float): return {'double': repr(v)}
    if isinstance(v, (bytes, bytearray)): return {'hex': bytes(v).hex()}
    if isinstance(v, decimal.Decimal): return {'decimal': format(v, 'f')}
    if isinstance(v, datetime.datetime): return {'ts': v.isoformat()}
    if isinstance(v, datetime.date): return {'date': v.isoformat()}
    if isinstance(v, list): return [show(x) for x in v]
    if isinstance(v, dict): return {'map': sorted([show(k), show(x)] for k, x in v.items())}
    if hasattr(v, '__fields__'): return {'row': [[k, show(x)] for k, x in zip(v.__fields__, v)]}
    if isinstance(v, int) and not isinstance(v, bool): return {'int': str(v)}
    return v


def main():
    spark = SparkSession.builder.master('local[2]').config('spark.sql.session.timeZone', 'UTC').config('spark.ui.enabled', 'false').getOrCreate()
    spark.sparkContext.setLogLevel('OFF')
    os.environ['TZ'] = 'UTC'
    with open(os.path.join(os.path.dirname(__file__), 'text-formats.jsonl'), 'w') as out:
        for c in CASES:
            with tempfile.TemporaryDirectory() as folder:
                for name, content in c['files'].items():
                    path = os.path.join(folder, 'd', name)
                    os.makedirs(os.path.dirname(path), exist_ok=True)
                    open(path, 'wb').write(content.encode() if isinstance(content, str) else bytes.fromhex(content['hex']))
                reader = spark.read.format(c['format']).options(**c['options'])
                if c['given']: reader = reader.schema(c['given'])
                result = {}
                try:
                    df = reader.load(os.path.join(folder, 'd'))
                    result['schema'] = df.schema.simpleString()
                    result['rows'] = sorted(([show(x) for x in r] for r in df.collect()), key=lambda r: json.dumps(r))
                except Exception as e:
                    text = str(e)
                    found = re.search(r'\[([A-Z_]+(?:\.[A-Z_]+)?)\]', text)
                    nested = re.findall(r'\[([A-Z_]+(?:\.[A-Z_]+)?)\]', text)
                    result['error'] = found.group(1) if found else type(e).__name__
                    result['conditions'] = sorted(set(nested))
                out.write(json.dumps({**c, **result}, ensure_ascii=False) + '\n')


if __name__ == '__main__':
    main()
