using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.WebUi;

namespace RefineWorkflows.Refinement.Tests.Backends;

public sealed class WebUiAnswers : IDisposable
{
    private readonly ModelHttp http = new(new BackEndSettings { Name = "webui", Kind = BackEndKind.WebUi, Address = new Uri("http://127.0.0.1:7860") }, null, TimeProvider.System);

    public void Dispose() => http.Dispose();

    [Theory]
    [InlineData("AQID")]
    [InlineData("AQ\r\nID\n")]
    [InlineData("data:image/png;base64,AQID")]
    public void A_picture_is_read_however_its_base64_is_written(string text)
        => Assert.Equal([1, 2, 3], WebUiReply.Read(http, new JsonObject { ["images"] = new JsonArray(text) }).Picture);

    [Theory]
    [InlineData("""{"seed": 5, "all_seeds": [5]}""", 5UL)]
    [InlineData("""{"seed": -1}""", null)]
    [InlineData("no JSON", null)]
    [InlineData("[]", null)]
    public void The_seed_is_the_one_that_the_server_says_it_used(string info, ulong? seed)
        => Assert.Equal(seed, WebUiReply.Read(http, new JsonObject { ["images"] = new JsonArray("AQID"), ["info"] = info }).Seed);

    [Theory]
    [InlineData("""{"images": []}""", "without a picture")]
    [InlineData("""{"images": null}""", "without a picture")]
    [InlineData("""{"images": [7]}""", "without a picture")]
    [InlineData("""{"images": ["no base64!"]}""", "no base64")]
    public void An_answer_without_a_picture_is_refused(string body, string told)
    {
        BackEndException refused = Assert.Throws<BackEndException>(() => WebUiReply.Read(http, (JsonObject)JsonNode.Parse(body)!));
        Assert.Equal(BackEndFailure.Protocol, refused.Failure);
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }
}
