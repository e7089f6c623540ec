using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Clips;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Tests.Clips;
using RefineWorkflows.Refinement.Quality.Verifying;
using RefineWorkflows.Server.Cli;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.Server.Tests.Cli;

public sealed class FilesToGrade : IDisposable
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_video_is_read_frame_by_frame_by_ffmpeg_at_its_speed()
    {
        (GradeSubject? subject, string? problem) = await Files(ImageLimits.Default, new Ffmpeg(InstalledFfmpeg.Program, ImageLimits.Default, TimeProvider.System)).ReadAsync(await VideoAsync(), "a wall", CancellationToken.None);

        Assert.Null(problem);
        Assert.Equal((5, 8.0, "a wall"), (subject!.Frames.Count, subject.FramesPerSecond, subject.Prompt));
        Assert.Equal(32, Codec.Decode(subject.Frames[4]).Width);
    }

    [Fact]
    public async Task Without_ffmpeg_a_video_is_told_with_what_to_do()
        => Assert.Contains("Video:Ffmpeg", (await Files(ImageLimits.Default, null).ReadAsync(await VideoAsync(), "a wall", CancellationToken.None)).Problem, StringComparison.Ordinal);

    [Fact]
    public async Task A_picture_over_the_limits_a_missing_file_and_an_empty_folder_are_told()
    {
        string large = Path.Combine(folder.Path, "large.png"), empty = Directory.CreateDirectory(Path.Combine(folder.Path, "empty")).FullName;
        await File.WriteAllBytesAsync(large, Codec.EncodePng(Wall(3)));
        GradeFiles files = Files(new ImageLimits(64L << 20, 100, 500), null);

        Assert.Contains("pixels", (await files.ReadAsync(large, "a wall", CancellationToken.None)).Problem, StringComparison.Ordinal);
        Assert.Equal("there is no such file", (await files.ReadAsync(Path.Combine(folder.Path, "nowhere.png"), "a wall", CancellationToken.None)).Problem);
        Assert.Contains("holds no frame", (await files.ReadAsync(empty, "a wall", CancellationToken.None)).Problem, StringComparison.Ordinal);
    }

    private static GradeFiles Files(ImageLimits limits, Ffmpeg? ffmpeg) => new(limits, new SubjectReader(limits, ffmpeg));

    private async Task<string> VideoAsync()
    {
        string file = Path.Combine(folder.Path, "clip.mp4");
        await File.WriteAllBytesAsync(file, MotionJpeg.Join([.. Enumerable.Range(0, 5).Select(at => Codec.EncodeJpeg(Wall(at), 90))], 32, 32, 8));
        return file;
    }

    private static RgbImage Wall(int at) => new(32, 32, [.. Enumerable.Range(0, 32 * 32 * 3).Select(place => (byte)((place * (at + 1)) % 251))]);
}
