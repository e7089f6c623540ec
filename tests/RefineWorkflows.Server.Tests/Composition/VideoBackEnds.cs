using Microsoft.Extensions.Configuration;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Tests.Composition;

public sealed class VideoBackEnds
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "comfy-workflows");

    [Theory]
    [InlineData("true", null, null, 60)]
    [InlineData(null, "comfy-txt2video.json", null, 60)]
    [InlineData("false", "comfy-txt2video.json", null, 10)]
    [InlineData(null, "comfy-txt2img.json", null, 10)]
    [InlineData(null, null, null, 10)]
    [InlineData("true", null, "00:20:00", 20)]
    public void Video_is_given_an_hour_and_pictures_ten_minutes_unless_told(string? video, string? workflow, string? timeout, int minutes)
    {
        (BackEndSettings settings, IReadOnlyList<string> problems) = Read("comfyui", ("Video", video), ("Workflow", workflow is null ? null : Path.Combine(Shipped, workflow)), ("Timeout", timeout));

        Assert.Empty(problems);
        Assert.Equal(TimeSpan.FromMinutes(minutes), settings.Timeout);
        Assert.Equal(video is null ? null : bool.Parse(video), settings.Video);
    }

    [Fact]
    public void Only_ComfyUI_makes_video()
        => Assert.Contains("BackEnds:0:Video", Assert.Single(Read("webui", ("Video", "true")).Problems), StringComparison.Ordinal);

    private static (BackEndSettings Settings, IReadOnlyList<string> Problems) Read(string kind, params (string Key, string? Value)[] given)
    {
        var values = given.Where(one => one.Value is not null).ToDictionary(one => $"BackEnds:0:{one.Key}", one => one.Value);
        values["BackEnds:0:Name"] = "mine";
        values["BackEnds:0:Kind"] = kind;
        var section = new BackEndSection(_ => null);
        IReadOnlyList<BackEndSettings> read = section.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("BackEnds"));
        return (read.Count > 0 ? read[0] : null!, section.Problems);
    }
}
