using RefineWorkflows.Engine.Expressions.JavaScript;

namespace RefineWorkflows.Engine.Tests.Expressions.JavaScript;

public sealed class JavaScriptSyntax(JavaScriptBench bench) : IClassFixture<JavaScriptBench>
{
    [Theory]
    [InlineData("1 + 1")]
    [InlineData("return 1")]
    [InlineData("await 1")]
    [InlineData("if (x) return await y")]
    [InlineData("while (true);")]
    [InlineData("")]
    public async Task A_readable_script_has_no_problem_and_is_not_run(string script)
        => Assert.Null(await bench.Pool.CheckAsync(script, CancellationToken.None));

    [Theory]
    [InlineData("let a = ;", 1, 9)]
    [InlineData("let a = 1;\n  let b = ;", 2, 11)]
    [InlineData("return ;\nlet b = ;", 2, 9)]
    [InlineData("return 1 +", 1, 11)]
    [InlineData("return x y", 1, 10)]
    [InlineData("await x;\n  y z", 2, 5)]
    [InlineData("{ let a = 1", 1, 12)]
    [InlineData("'open", 1, 1)]
    [InlineData("x y", 1, 3)]
    [InlineData("}", 1, 1)]
    [InlineData("'\u00e9\u6f22'; x y", 1, 9)]
    public async Task A_problem_stands_where_the_reader_stumbled(string script, int line, int column)
    {
        ScriptProblem? problem = await bench.Pool.CheckAsync(script, CancellationToken.None);
        Assert.NotNull(problem);
        Assert.NotEmpty(problem.Message);
        Assert.Equal((line, column), (problem.Line, problem.Column));
        JavaScriptException failure = await bench.FailAsync(script);
        Assert.Equal((JavaScriptFailure.Syntax, line, column), (failure.Failure, failure.Line, failure.Column));
    }

    [Fact]
    public async Task A_script_over_the_limit_is_not_even_read()
    {
        string script = new(' ', 8193);
        Assert.Contains("8192", (await bench.Pool.CheckAsync(script, CancellationToken.None))!.Message, StringComparison.Ordinal);
        Assert.Equal(JavaScriptFailure.TooLarge, (await bench.FailAsync(script)).Failure);
        Assert.Equal("null", await bench.JsonAsync(new string(' ', 8192)));
    }

    [Theory]
    [InlineData('[')]
    [InlineData('(')]
    [InlineData('{')]
    [InlineData('!')]
    public async Task A_script_of_nothing_but_brackets_is_a_problem(char bracket)
    {
        Assert.NotNull(await bench.Pool.CheckAsync(new string(bracket, 8000), CancellationToken.None));
        Assert.Equal("1", await bench.JsonAsync("1"));
    }
}
