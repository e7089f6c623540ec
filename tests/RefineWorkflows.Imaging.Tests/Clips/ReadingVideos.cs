using System.Diagnostics;
using RefineWorkflows.Imaging.Clips;
using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Imaging.Tests.Clips;

public sealed class ReadingVideos
{
    private static readonly ImageLimits Limits = ImageLimits.Default;

    [Fact]
    public async Task An_mp4_is_read_by_evenly_spaced_frames()
    {
        VideoFrames read = await Program(Limits).ReadAsync(TinyVideos.Mp4, 6, default);

        Assert.Equal(new ClipHeader(ClipFormat.Mp4, 64, 48, 8, 8), read.Header);
        Assert.Equal(["red", "red", "red", "blue", "blue", "blue"], read.Frames.Select(Colour));
    }

    [Fact]
    public async Task A_webm_is_read_by_evenly_spaced_frames()
    {
        VideoFrames read = await Program(Limits).ReadAsync(TinyVideos.Webm, 2, default);

        Assert.Equal(new ClipHeader(ClipFormat.Webm, 64, 48, 8, 8), read.Header);
        Assert.Equal(["red", "blue"], read.Frames.Select(Colour));
    }

    [Fact]
    public async Task A_video_with_more_frames_than_allowed_is_refused()
        => await Assert.ThrowsAsync<ImageTooLargeException>(() => Program(Limits with { Frames = 7 }).ReadAsync(TinyVideos.Mp4, 6, default));

    [Fact]
    public async Task A_video_cut_short_is_refused()
        => await Assert.ThrowsAsync<InvalidImageException>(() => Program(Limits).ReadAsync(TinyVideos.Mp4.AsMemory(0, 300), 6, default));

    [Fact]
    public async Task What_is_no_video_is_not_shown_to_the_program()
        => await Assert.ThrowsAsync<InvalidImageException>(() => new Ffmpeg("/nowhere/ffmpeg", Limits, TimeProvider.System).ReadAsync("#EXTM3U\nfile:///etc/passwd"u8.ToArray(), 6, default));

    [Fact]
    public async Task A_program_that_cannot_be_started_is_named()
    {
        var missing = await Assert.ThrowsAsync<NativeLibraryException>(() => new Ffmpeg("/nowhere/ffmpeg", Limits, TimeProvider.System).ReadAsync(TinyVideos.Mp4, 6, default));

        Assert.Contains("/nowhere/ffmpeg", missing.Message, StringComparison.Ordinal);
        Assert.Contains("Video:Ffmpeg", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_never_ends_is_ended_with_its_children()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TempFolder();
        string script = System.IO.Path.Combine(folder.Path, "ffmpeg");
        string child = System.IO.Path.Combine(folder.Path, "child");
        await File.WriteAllTextAsync(script, $"#!/bin/sh\nsleep 600 &\necho $! > '{child}'\nwait\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var stuck = new Ffmpeg(script, Limits, TimeProvider.System) { TimeLimit = TimeSpan.FromSeconds(1) };

        var ended = await Assert.ThrowsAsync<InvalidImageException>(() => stuck.ReadAsync(TinyVideos.Mp4, 6, default));

        Assert.Contains("was ended", ended.Message, StringComparison.Ordinal);
        Assert.False(IsAlive(int.Parse(await File.ReadAllTextAsync(child), System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void The_program_is_looked_for_on_the_search_path_and_nowhere_else()
    {
        using var folder = new TempFolder();
        string name = OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg";
        File.WriteAllText(System.IO.Path.Combine(folder.Path, name), "");

        Assert.Equal(System.IO.Path.Combine(folder.Path, name), Ffmpeg.Find(null, $".{System.IO.Path.PathSeparator}{folder.Path}"));
        Assert.Null(Ffmpeg.Find(null, "."));
        Assert.Null(Ffmpeg.Find(System.IO.Path.Combine(folder.Path, "other"), folder.Path));
    }

    [Fact]
    public void Videos_are_told_by_content()
    {
        Assert.Equal(ClipFormat.Mp4, ClipFormats.Recognise(TinyVideos.Mp4));
        Assert.Equal(ClipFormat.Webm, ClipFormats.Recognise(TinyVideos.Webm));
        Assert.Null(ClipFormats.Recognise("<html>video.mp4</html>"u8));
    }

    private static Ffmpeg Program(ImageLimits limits) => new(InstalledFfmpeg.Program, limits, TimeProvider.System);

    private static string Colour(RgbImage frame) => frame.At(32, 24) is var (red, _, blue) && red > blue ? "red" : "blue";

    // A child that was killed stays in the table until somebody asks for it: init, as its parent is gone.
    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.WaitForExit(TimeSpan.FromSeconds(10));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
