using System.Text.Json;
using RefineWorkflows.Engine.Expressions.JavaScript;

namespace RefineWorkflows.Engine.Tests.Expressions.JavaScript;

public sealed class JavaScriptLanguage(JavaScriptBench bench) : IClassFixture<JavaScriptBench>
{
    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("'a' + `b${1 + 1}`", "\"ab2\"")]
    [InlineData("({ a: 1, b: [true, null] })", "{\"a\":1,\"b\":[true,null]}")]
    [InlineData("[1, 2, 3].map(x => x * x)", "[1,4,9]")]
    [InlineData("const { a, ...rest } = { a: 1, b: 2 }; rest", "{\"b\":2}")]
    [InlineData("const list = [...'ab', ...[1]]; list", "[\"a\",\"b\",1]")]
    [InlineData("null?.x ?? 'none'", "\"none\"")]
    [InlineData("let x = null; x ??= 5; x", "5")]
    [InlineData("class P { #n = 2; get n() { return this.#n } } new P().n", "2")]
    [InlineData("[...(function* () { yield 1; yield 2 })()]", "[1,2]")]
    [InlineData("[3, 1, 2].toSorted()", "[1,2,3]")]
    [InlineData("/(?<year>\\d{4})/.exec('in 2024').groups.year", "\"2024\"")]
    [InlineData("Object.entries({ a: 1 })", "[[\"a\",1]]")]
    [InlineData("if (2 > 1) 'yes'; else 'no'", "\"yes\"")]
    [InlineData("2n ** 40n", "1099511627776")]
    [InlineData("new Map([['a', 1]])", "{\"a\":1}")]
    [InlineData("new Set([1, 2])", "[1,2]")]
    [InlineData("new Date(0)", "\"1970-01-01T00:00:00.000Z\"")]
    [InlineData("({ a: undefined, f() {}, list: [undefined] })", "{\"list\":[null]}")]
    public async Task Modern_javascript_answers_json(string script, string json) => Assert.Equal(json, await bench.JsonAsync(script));

    [Theory]
    [InlineData("undefined")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("// nothing")]
    [InlineData("return")]
    [InlineData("if (false) return 1; 2")]
    public async Task Nothing_is_null(string script) => Assert.Equal("null", await bench.JsonAsync(script));

    [Theory]
    [InlineData("return 7", "7")]
    [InlineData("if (true) { return 'early' }\nreturn 'late' // with a comment at the end", "\"early\"")]
    [InlineData("'use strict'; return this === undefined", "true")]
    [InlineData("eval('1 + 1')", "2")]
    public async Task A_top_level_return_ends_the_script(string script, string json) => Assert.Equal(json, await bench.JsonAsync(script));

    [Theory]
    [InlineData("Promise.resolve(5)", "5")]
    [InlineData("await Promise.resolve(6)", "6")]
    [InlineData("return await Promise.resolve(7)", "7")]
    [InlineData("const one = await 1; one + 1", "2")]
    [InlineData("(async () => { await null; variables.x = 1; return Promise.resolve('deep') })()", "\"deep\"")]
    [InlineData("await null; Promise.resolve('last')", "\"last\"")]
    public async Task Promises_are_awaited(string script, string json) => Assert.Equal(json, await bench.JsonAsync(script));

    [Theory]
    [InlineData("new Promise(() => {})", "never settles")]
    [InlineData("Promise.reject(new TypeError('late'))", "TypeError: late")]
    [InlineData("await Promise.reject('text')", "threw text")]
    public async Task A_promise_without_a_value_fails(string script, string told)
    {
        JavaScriptException failure = await bench.FailAsync(script);
        Assert.Equal(JavaScriptFailure.Thrown, failure.Failure);
        Assert.Contains(told, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null.x", "TypeError: cannot read property 'x' of null", 1, 6)]
    [InlineData("let a = 1;\n  a.b.c", "TypeError", 2, 6)]
    [InlineData("\nreturn null.x", "TypeError", 2, 13)]
    [InlineData("return null.x", "TypeError", 1, 13)]
    [InlineData("function f() {\n  throw new RangeError('mine')\n}\nf()", "RangeError: mine", 2, 23)]
    public async Task An_error_tells_its_line(string script, string told, int line, int column)
    {
        JavaScriptException failure = await bench.FailAsync(script);
        Assert.Equal(JavaScriptFailure.Thrown, failure.Failure);
        Assert.Contains(told, failure.Message, StringComparison.Ordinal);
        Assert.Equal(line, failure.Line);
        Assert.InRange(failure.Column!.Value, column - 2, column + 2);
    }

    [Theory]
    [InlineData("throw 'plain'", "threw plain")]
    [InlineData("throw { code: 7 }", "{\"code\":7}")]
    [InlineData("throw null", "threw null")]
    [InlineData("throw undefined", "threw undefined")]
    [InlineData("const e = new Error('x'); Object.defineProperty(e, 'message', { get() { throw e } }); throw e", "cannot be told")]
    [InlineData("missing", "ReferenceError")]
    [InlineData("eval('return 1')", "SyntaxError")]
    public async Task Whatever_is_thrown_is_told(string script, string told)
        => Assert.Contains(told, (await bench.FailAsync(script)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("NaN", "NaN")]
    [InlineData("1 / 0", "Infinity")]
    [InlineData("({ score: { value: 0 / 0 } })", "'value'")]
    [InlineData("variables.score = NaN; 1", "'score'")]
    [InlineData("2n ** 70n", "BigInt")]
    [InlineData("variables.score.toFixed", "call '()' forgotten")]
    [InlineData("Symbol('s')", "symbol")]
    [InlineData("const o = {}; o.o = o; o", "circular")]
    public async Task What_is_no_json_is_refused_rather_than_made_null(string script, string told)
    {
        JavaScriptException failure = await bench.FailAsync(script, new { score = 0.5 });
        Assert.Equal(JavaScriptFailure.Thrown, failure.Failure);
        Assert.Contains(told, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_character_passes_in_script_and_value()
    {
        const string odd = "é漢😀\u2028\u2029\u0000\u0001\"\\\n\r\t\u007f\ufeff";
        JavaScriptResult result = await bench.RunAsync("variables.copy = { text: variables.text }; '\u2028😀' + variables.text", new { text = odd });
        Assert.Equal("\u2028😀" + odd, result.Value.GetString());
        Assert.Equal(odd, Assert.Single(result.Writes).Value.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Half_a_surrogate_pair_passes_too()
    {
        using var document = JsonDocument.Parse("{\"half\":\"\\ud83d\"}");
        var variables = new Dictionary<string, JsonElement> { ["half"] = document.RootElement.GetProperty("half") };
        Assert.Equal("[55357,1]", await bench.JsonAsync("[variables.half.charCodeAt(0), variables.half.length]", variables));
        Assert.Equal("\"\\ud83d\"", await bench.JsonAsync("variables.half", variables));
    }

    [Fact]
    public async Task Values_written_over_several_lines_are_read()
    {
        using var document = JsonDocument.Parse("{\n  \"a\": [\n    1,\r\n    2\n  ]\n}");
        Assert.Equal("[1,2]", await bench.JsonAsync("variables.v.a", new Dictionary<string, JsonElement> { ["v"] = document.RootElement }));
    }

    [Fact]
    public async Task Nothing_of_one_evaluation_is_left_for_the_next()
    {
        await using var pool = new JavaScriptWorkerPool(JavaScriptBench.Options(workers: 1));
        await pool.EvaluateAsync(
            JavaScriptBench.Request("leak = 1; Array.prototype.leak = 2; Math.random = () => 3; getVariable = null; new Uint8Array(2e6).fill(255).length"),
            CancellationToken.None);
        JavaScriptResult next = await pool.EvaluateAsync(
            JavaScriptBench.Request("[typeof leak, [].leak ?? 'none', Math.random() < 1, typeof getVariable, new Uint8Array(2e6).lastIndexOf(255)]"),
            CancellationToken.None);
        Assert.Equal("[\"undefined\",\"none\",true,\"function\",-1]", next.Value.GetRawText());
    }
}
