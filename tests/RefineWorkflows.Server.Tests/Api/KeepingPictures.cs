using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Api;

public sealed class KeepingPictures : IAsyncLifetime
{
    private static readonly byte[] Picture = new ImageCodec(ImageLimits.Default).EncodePng(new RgbImage(2, 1, [255, 0, 0, 0, 0, 255]));

    private RunningServer server = null!;

    public async Task InitializeAsync() => server = await RunningServer.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_picture_that_was_brought_is_listed_and_can_be_looked_at()
    {
        HttpResponseMessage added = await server.Client.PostAsync("/api/v1/pictures", new ByteArrayContent(Picture));
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        JsonElement told = await added.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((2, 1), (told.GetProperty("width").GetInt32(), told.GetProperty("height").GetInt32()));
        string name = told.GetProperty("name").GetString()!;

        JsonElement list = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/pictures");
        Assert.Equal(name, Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
        HttpResponseMessage shown = await server.Client.GetAsync($"/api/v1/pictures/{name}");
        Assert.Equal("image/png", shown.Content.Headers.ContentType!.MediaType);
        Assert.Equal(2, new ImageCodec(ImageLimits.Default).Decode(await shown.Content.ReadAsByteArrayAsync()).Width);
    }

    [Fact]
    public async Task What_is_no_picture_is_refused()
        => Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.PostAsync("/api/v1/pictures", new ByteArrayContent([1, 2, 3]))).StatusCode);

    [Theory]
    [InlineData("0123456789abcdef.png")]
    [InlineData("..%2Frefine.db")]
    [InlineData("refine.db")]
    public async Task A_name_that_is_not_on_the_shelf_is_not_found(string name)
        => Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync($"/api/v1/pictures/{name}")).StatusCode);
}
