using RefineWorkflows.Engine.Expressions.JavaScript;

namespace RefineWorkflows.Engine.Tests.Expressions.JavaScript;

public sealed class JavaScriptVariables(JavaScriptBench bench) : IClassFixture<JavaScriptBench>
{
    private static readonly object Some = new { score = 0.5, my_list = new object[] { 1, new { deep = "x" } }, note = (string?)null, two = 2.0m };

    [Theory]
    [InlineData("variables.score", "0.5")]
    [InlineData("variables['my_list'][1].deep", "\"x\"")]
    [InlineData("const { score } = variables; score", "0.5")]
    [InlineData("getVariable('score')", "0.5")]
    [InlineData("getVariable('missing')", "null")]
    [InlineData("variables.missing", "null")]
    [InlineData("getScore() + getMyList().length", "2.5")]
    [InlineData("Object.keys(variables)", "[\"score\",\"my_list\",\"note\",\"two\"]")]
    [InlineData("variables.my_list === getVariable('my_list')", "true")]
    [InlineData("eval('get' + 'Score()')", "0.5")]
    public async Task Are_read_without_being_written(string script, string json)
    {
        JavaScriptResult result = await bench.RunAsync(script, Some);
        Assert.Equal(json, result.Value.GetRawText());
        Assert.Empty(result.Writes);
    }

    [Theory]
    [InlineData("variables.score = 0.75", "score=0.75")]
    [InlineData("variables.score += 1; variables.note = 'n'", "score=1.5 note=\"n\"")]
    [InlineData("setScore(1)", "score=1")]
    [InlineData("setVariable('score', 1)", "score=1")]
    [InlineData("setMyList([])", "my_list=[]")]
    [InlineData("variables.my_list.push(3)", "my_list=[1,{\"deep\":\"x\"},3]")]
    [InlineData("variables.my_list[1].deep = 'y'", "my_list=[1,{\"deep\":\"y\"}]")]
    [InlineData("getMyList().length = 0", "my_list=[]")]
    [InlineData("variables.my_list = variables.score", "my_list=0.5")]
    [InlineData("variables.score = undefined", "score=null")]
    [InlineData("variables.fresh = [1]; setVariable('other', 2)", "fresh=[1] other=2")]
    [InlineData("setVariable('__proto__', 1)", "__proto__=1")]
    [InlineData("Object.assign(variables, { score: 1, note: 'n' })", "score=1 note=\"n\"")]
    [InlineData("variables.note = new Date(0)", "note=\"1970-01-01T00:00:00.000Z\"")]
    public async Task Are_written_when_they_change(string script, string writes)
        => Assert.Equal(writes, Written(await bench.RunAsync(script, Some)));

    [Theory]
    [InlineData("variables.score = 0.5; setMyList([1, { deep: 'x' }]); variables.note = null")]
    [InlineData("variables.score++; variables.score--")]
    [InlineData("variables.my_list.push(1); variables.my_list.pop()")]
    [InlineData("variables.two = 2")]
    [InlineData("delete variables.score")]
    [InlineData("getMyList().map(x => x)")]
    public async Task Are_not_written_when_they_end_as_they_were(string script)
        => Assert.Empty((await bench.RunAsync(script, Some)).Writes);

    [Fact]
    public async Task Nothing_is_written_by_a_script_that_fails()
        => Assert.Equal(JavaScriptFailure.Thrown, (await bench.FailAsync("variables.score = 1; throw new Error('no')", Some)).Failure);

    [Fact]
    public async Task Stand_before_inputs_and_behind_built_in_names()
    {
        JavaScriptResult result = await bench.RunAsync(
            "[getPrompt(), typeof getVariable('variable'), getVariable('prompt')]",
            variables: new { prompt = "variable", variable = 1 },
            inputs: new { prompt = "input" });
        Assert.Equal("""["variable","number","variable"]""", result.Value.GetRawText());
    }

    [Fact]
    public async Task May_be_a_megabyte_and_only_the_touched_ones_cost()
    {
        string large = new('ä', 1_000_000);
        JavaScriptResult result = await bench.RunAsync("variables.copy = variables.large; variables.large.length", new { large, unused = new string('a', 1_000_000) });
        Assert.Equal("1000000", result.Value.GetRawText());
        Assert.Equal(large, Assert.Single(result.Writes).Value.GetString());
    }

    private static string Written(JavaScriptResult result)
        => string.Join(' ', result.Writes.Select(write => $"{write.Name}={write.Value.GetRawText()}"));
}
