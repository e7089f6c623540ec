using RefineWorkflows.Engine.Expressions.JavaScript;

namespace RefineWorkflows.Engine.Tests.Expressions.JavaScript;

public sealed class JavaScriptGlobals(JavaScriptBench bench) : IClassFixture<JavaScriptBench>
{
    private static readonly Dictionary<string, System.Text.Json.JsonElement> Outputs =
        System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, System.Text.Json.JsonElement>>(
            """{ "judge": 0.8, "judge.Reason": "sharp", "paint.Image": { "file": "a.png" }, "both.Result": 5 }""")!;

    [Theory]
    [InlineData("getInput('prompt')", "\"a cat\"")]
    [InlineData("getInput('missing')", "null")]
    [InlineData("getPrompt()", "\"a cat\"")]
    [InlineData("getMaxIterations()", "12")]
    [InlineData("getSettings().steps[1]", "2")]
    [InlineData("globalThis['get' + 'Prompt']()", "\"a cat\"")]
    public async Task Inputs_are_read(string script, string json)
        => Assert.Equal(json, await bench.JsonAsync(script, inputs: new { prompt = "a cat", max_iterations = 12, Settings = new { steps = new[] { 1, 2 } } }));

    [Theory]
    [InlineData("getOutputFrom('judge')", "0.8")]
    [InlineData("getOutputFrom('judge', 'Reason')", "\"sharp\"")]
    [InlineData("getOutputFrom('paint', 'Image').file", "\"a.png\"")]
    [InlineData("getOutputFrom('paint')", "null")]
    [InlineData("getOutputFrom('both')", "5")]
    [InlineData("getResultFromJudge()", "0.8")]
    [InlineData("getReasonFromJudge()", "\"sharp\"")]
    [InlineData("getImageFromPaint().file", "\"a.png\"")]
    [InlineData("getResultFromBoth()", "5")]
    public async Task Outputs_of_activities_are_read(string script, string json)
        => Assert.Equal(json, await bench.JsonAsync(script, outputs: Outputs));

    [Fact]
    public async Task An_unknown_activity_is_an_error()
        => Assert.Contains("'nobody'", (await bench.FailAsync("getOutputFrom('nobody')")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_last_result_is_read()
    {
        Assert.Equal("[1,2]", await bench.JsonAsync("getLastResult()", lastResult: new[] { 1, 2 }));
        Assert.Equal("null", await bench.JsonAsync("getLastResult()"));
    }

    [Fact]
    public async Task The_instance_is_read()
        => Assert.Equal(
            """["instance-1","First",null,"definition-1","definition-1:v3",3]""",
            await bench.JsonAsync("[getWorkflowInstanceId(), getWorkflowInstanceName(), getCorrelationId(), getWorkflowDefinitionId(), getWorkflowDefinitionVersionId(), getWorkflowDefinitionVersion()]"));

    [Fact]
    public async Task The_instance_is_named_and_correlated()
    {
        JavaScriptResult result = await bench.RunAsync("setWorkflowInstanceName('Cat'); setCorrelationId(17); getWorkflowInstanceName() + getCorrelationId()");
        Assert.Equal(("\"Cat17\"", "Cat", "17"), (result.Value.GetRawText(), result.InstanceName, result.CorrelationId));
        JavaScriptResult untouched = await bench.RunAsync("1");
        Assert.Null(untouched.InstanceName);
        Assert.Null(untouched.CorrelationId);
    }

    [Theory]
    [InlineData("1", new string[0])]
    [InlineData("setOutcome('Done')", new[] { "Done" })]
    [InlineData("setOutcome('A'); setOutcomes(['B', 3])", new[] { "B", "3" })]
    public async Task Outcomes_are_chosen(string script, string[] outcomes)
        => Assert.Equal(outcomes, (await bench.RunAsync(script)).Outcomes);

    [Theory]
    [InlineData("args.item.id", "7")]
    [InlineData("getItem().id", "7")]
    [InlineData("Object.keys(args)", "[\"item\"]")]
    [InlineData("args.missing", "null")]
    public async Task Arguments_are_read(string script, string json)
        => Assert.Equal(json, await bench.JsonAsync(script, arguments: new { item = new { id = 7 } }));

    [Theory]
    [InlineData("toJson({ a: [1, null] })", "\"{\\\"a\\\":[1,null]}\"")]
    [InlineData("toJson(undefined)", "\"null\"")]
    [InlineData("[null, '', ' \\t\\n', 'x', undefined].map(isNullOrWhiteSpace)", "[true,true,true,false,true]")]
    [InlineData("[null, '', ' ', undefined].map(isNullOrEmpty)", "[true,true,false,true]")]
    [InlineData("parseGuid(' {0F8FAD5B-D9CB-469F-A165-70867728950E} ')", "\"0f8fad5b-d9cb-469f-a165-70867728950e\"")]
    [InlineData("parseGuid('0f8fad5bd9cb469fa16570867728950e')", "\"0f8fad5b-d9cb-469f-a165-70867728950e\"")]
    [InlineData("bytesToString(bytesFromString('h\u00e9\u6f22\U0001F600'))", "\"h\u00e9\u6f22\U0001F600\"")]
    [InlineData("Array.from(bytesFromString('\u00e9'))", "[195,169]")]
    [InlineData("bytesFromString('hello')", "\"aGVsbG8=\"")]
    [InlineData("bytesToBase64([0, 255, 16])", "\"AP8Q\"")]
    [InlineData("Array.from(bytesFromBase64('AP8QgA=='))", "[0,255,16,128]")]
    [InlineData("['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map(stringToBase64)", "[\"\",\"Zg==\",\"Zm8=\",\"Zm9v\",\"Zm9vYg==\",\"Zm9vYmE=\",\"Zm9vYmFy\"]")]
    [InlineData("['', 'Zg==', 'Zm8=', 'Zm9v', 'Zm9vYg==', 'Zm9vYmE=', 'Zm9vYmFy'].map(stringFromBase64).join()", "\",f,fo,foo,foob,fooba,foobar\"")]
    public async Task Texts_and_bytes_are_converted(string script, string json) => Assert.Equal(json, await bench.JsonAsync(script));

    [Theory]
    [InlineData("parseGuid('nonsense')", "'nonsense' is not a GUID")]
    [InlineData("bytesFromBase64('a')", "not base64")]
    [InlineData("bytesToString([255])", "not UTF-8")]
    public async Task What_cannot_be_converted_is_refused(string script, string told)
        => Assert.Contains(told, (await bench.FailAsync(script)).Message, StringComparison.Ordinal);
}
