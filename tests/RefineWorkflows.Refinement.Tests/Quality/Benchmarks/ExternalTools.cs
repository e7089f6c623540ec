using System.Diagnostics;
using RefineWorkflows.Imaging;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Benchmarks;

namespace RefineWorkflows.Refinement.Tests.Quality.Benchmarks;

public sealed class ExternalTools
{
    private static readonly RgbImage[] Frames = [SomeFrame.Flat(10), SomeFrame.Flat(200)];

    [Fact]
    public async Task A_bare_number_is_read()
        => Assert.Equal(0.5, (await MeasureAsync("sh -c \"echo 0.5\"")).Raw);

    [Fact]
    public async Task Json_with_a_raw_value_is_read()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """{"raw": 0.25, "tool": "some"}""");
        DimensionReading reading = await MeasureAsync($"sh -c \"cat {file}\" {{frames}}");
        File.Delete(file);

        Assert.Equal((0.25, BenchmarkDimensions.AestheticQuality), (reading.Raw, reading.Key));
    }

    [Fact]
    public async Task The_tool_gets_the_frames_as_png_files_and_the_prompt_as_one_argument_that_no_shell_reads()
    {
        DimensionReading reading = await MeasureAsync("sh -c \"test -s $1/frame-0001.png && test -s $1/frame-0002.png && test x$2 = 'x$(id)' && echo 0.75\" tool {frames} {prompt}", "$(id)");

        Assert.Equal(0.75, reading.Raw);
    }

    [Theory]
    [InlineData("sh -c \"echo broken >&2; exit 3\"", "ended with exit code 3: broken")]
    [InlineData("sh -c \"echo 7\"", "a raw value is 0 to 1")]
    [InlineData("sh -c \"echo fine\"", "printed no number")]
    [InlineData("/nowhere/tool", "cannot be started")]
    public async Task A_tool_that_fails_leaves_the_dimension_missing_with_the_reason(string command, string reason)
        => Assert.Contains(reason, (await MeasureAsync(command)).MissingBecause, StringComparison.Ordinal);

    [Fact]
    public async Task A_tool_that_takes_too_long_is_ended_and_the_dimension_is_missing()
    {
        var tool = new ExternalBenchmark(BenchmarkDimensions.AestheticQuality, "sh -c \"sleep 60; echo 1\"", TimeSpan.FromMilliseconds(300), TimeProvider.System);
        var watch = Stopwatch.StartNew();
        DimensionReading reading = await tool.MeasureAsync("p", Frames, CancellationToken.None);

        Assert.Contains("took longer than 0.3 s", reading.MissingBecause, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Cancelling_ends_the_tool_and_what_it_started()
    {
        string file = Path.GetTempFileName();
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        var tool = new ExternalBenchmark(BenchmarkDimensions.AestheticQuality, $"sh -c \"echo $$ > {file}; sleep 60; echo 1\"", TimeSpan.FromMinutes(1), TimeProvider.System);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tool.MeasureAsync("p", Frames, cancel.Token));
        int id = int.Parse(await File.ReadAllTextAsync(file), System.Globalization.CultureInfo.InvariantCulture);
        File.Delete(file);

        Assert.True(await GoneAsync(id), $"process {id} still runs");
    }

    [Fact]
    public async Task What_a_tool_says_stands_before_an_approximation_and_is_enabled()
    {
        var meter = new BenchmarkMeter([new ExternalBenchmark(BenchmarkDimensions.ImagingQuality, "sh -c \"echo 0.125\"", TimeSpan.FromMinutes(1), TimeProvider.System)]);
        var codec = new Imaging.Codecs.ImageCodec(Imaging.Codecs.ImageLimits.Default);
        BenchmarkReport report = await meter.MeasureAsync(new("p", [codec.EncodePng(SomeFrame.Square(40, 40))]), CancellationToken.None);

        Assert.Equal((0.125, true), (report.Dimensions[0].Raw, report.Dimensions[0].IsOriginal));
        Assert.Equal(0.125, meter.Read(report, isClip: false).Value);
    }

    [Theory]
    [InlineData("beauty", "echo 1", "There is no benchmark dimension 'beauty'"), InlineData("imaging_quality", " ", "has no command"), InlineData("imaging_quality", "echo \"1", "opens a quote")]
    public void A_tool_that_cannot_be_is_refused(string dimension, string command, string reason)
        => Assert.Contains(reason, Assert.Throws<QualityException>(() => new ExternalBenchmark(dimension, command, TimeSpan.FromMinutes(1), TimeProvider.System)).Message, StringComparison.Ordinal);

    private static Task<DimensionReading> MeasureAsync(string command, string prompt = "a prompt")
        => new ExternalBenchmark(BenchmarkDimensions.AestheticQuality, command, TimeSpan.FromMinutes(1), TimeProvider.System).MeasureAsync(prompt, Frames, CancellationToken.None);

    private static async Task<bool> GoneAsync(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await process.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
