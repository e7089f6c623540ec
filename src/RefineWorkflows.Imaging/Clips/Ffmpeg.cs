using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Imaging.Clips;

/// <summary>
/// Frames of an MP4 or WebM by the program ffmpeg, which is not shipped. It gets the video as a file in a folder of its own,
/// may open nothing but files, is started without a shell and ended with all of its children when its time is over.
/// </summary>
/// <param name="program">The program's path.</param>
/// <param name="limits">What a video may hold at most.</param>
/// <param name="time">The clock of the time limit.</param>
public sealed partial class Ffmpeg(string program, ImageLimits limits, TimeProvider time)
{
    private const string Input = "clip";
    private const int KeptText = 64 * 1024;

    private readonly ImageCodec codec = new(limits);
    private readonly ClipCodec clips = new(limits);

    /// <summary>How long one of the two runs for a video may take. Default 60 s.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The program's path.</summary>
    public string Program => program;

    /// <summary>The program that a setting names, or the one on the search path; null when there is none.</summary>
    /// <param name="setting">A path, or null.</param>
    /// <param name="searchPath">Folders as the variable PATH lists them.</param>
    public static string? Find(string? setting, string? searchPath)
    {
        if (!string.IsNullOrWhiteSpace(setting))
            return File.Exists(setting) ? Path.GetFullPath(setting) : null;
        string name = OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg";
        return (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Reads evenly spaced frames of a video.</summary>
    /// <param name="video">An MP4 or WebM.</param>
    /// <param name="most">How many frames at most.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="InvalidImageException">It is no MP4 or WebM, it holds no picture, or ffmpeg cannot read it in time.</exception>
    /// <exception cref="ImageTooLargeException">It holds more than the limits allow.</exception>
    /// <exception cref="NativeLibraryException">The program cannot be started.</exception>
    public async Task<VideoFrames> ReadAsync(ReadOnlyMemory<byte> video, int most, CancellationToken cancellationToken)
    {
        if (ClipFormats.Recognise(video.Span) is not { } format || !ClipFormats.IsVideo(format))
            throw new InvalidImageException("The bytes are not an MP4 or WebM.");
        if (video.Length > limits.Bytes)
            throw new ImageTooLargeException($"The video has {video.Length} bytes; at most {limits.Bytes} are read. Make it shorter, or raise the limit.");
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("refine-clip-");
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(scratch.FullName, Input), video, cancellationToken);
            ClipHeader header = await LookAsync(scratch.FullName, format, cancellationToken);
            IReadOnlyList<int> wanted = EvenFrames.Of(header.Frames, most);
            // One picture a frame, whatever the frames' times: numbered anew at the rate that the pictures are written with.
            string chosen = string.Join('+', wanted.Select(index => string.Create(CultureInfo.InvariantCulture, $@"eq(n\,{index})")));
            await RunAsync(
                scratch.FullName,
                ["-map", "0:v:0", "-an", "-sn", "-dn", "-vf", $"select={chosen},setpts=N/25/TB", "-r", "25", "-frames:v", wanted.Count.ToString(CultureInfo.InvariantCulture), "-f", "image2", "-c:v", "png", "frame-%d.png"],
                cancellationToken);
            List<RgbImage> frames = [];
            for (int number = 1; number <= wanted.Count && File.Exists(Path.Combine(scratch.FullName, $"frame-{number}.png")); number++)
                frames.Add(codec.Decode(await File.ReadAllBytesAsync(Path.Combine(scratch.FullName, $"frame-{number}.png"), cancellationToken)));
            return frames.Count > 0 ? new VideoFrames(header, frames) : throw new InvalidImageException($"The {format} holds no frame that ffmpeg can read.");
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private async Task<ClipHeader> LookAsync(string folder, ClipFormat format, CancellationToken cancellationToken)
    {
        (string output, string told) = await RunAsync(folder, ["-map", "0:v:0", "-c", "copy", "-f", "null", "-progress", "pipe:1", "-"], cancellationToken);
        Match stream = VideoStream().Match(told);
        Match counted = FrameCount().Matches(output).LastOrDefault() ?? Match.Empty;
        if (!stream.Success || !int.TryParse(counted.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int frames) || frames < 1)
            throw new InvalidImageException($"The {format} holds no moving picture that ffmpeg can read.");
        int width = int.Parse(stream.Groups["width"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        int height = int.Parse(stream.Groups["height"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        clips.RequireSize(width, height, frames);
        double rate = stream.Groups["rate"].Success ? double.Parse(stream.Groups["rate"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture) : 0;
        return new ClipHeader(format, width, height, frames, rate);
    }

    private async Task<(string Output, string Errors)> RunAsync(string folder, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = Start(folder, arguments) };
        try
        {
            process.Start();
        }
        catch (Win32Exception missing)
        {
            throw new NativeLibraryException($"ffmpeg cannot be started as '{program}': {missing.Message}. Install it, or name it in the setting Video:Ffmpeg.", missing);
        }

        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            Task<string> errors = KeepAsync(process.StandardError, stop.Token);
            string output = await KeepAsync(process.StandardOutput, stop.Token);
            string told = await errors;
            await process.WaitForExitAsync(stop.Token);
            return process.ExitCode == 0
                ? (output, told)
                : throw new InvalidImageException($"ffmpeg cannot read the video: {LastLine(told)}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidImageException($"ffmpeg did not read the video within {TimeLimit}, and was ended. Is it very long, or damaged?");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private ProcessStartInfo Start(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Written wherever it says, if it is set.
        start.Environment.Remove("FFREPORT");
        string[] before = ["-hide_banner", "-nostats", "-nostdin", "-protocol_whitelist", "file,pipe", "-max_pixels", limits.Pixels.ToString(CultureInfo.InvariantCulture), "-i", Input];
        foreach (string argument in (string[])[.. before, .. arguments])
            start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>Reads to the end, so that the program never waits, and keeps the beginning.</summary>
    private static async Task<string> KeepAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var kept = new System.Text.StringBuilder();
        char[] buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer.AsMemory(), cancellationToken)) > 0)
        {
            // Of progress the last numbers count: what is too much goes from the middle of what is told.
            if (kept.Length > KeptText)
                kept.Remove(KeptText / 2, kept.Length - KeptText / 2);
            kept.Append(buffer, 0, read);
        }

        return kept.ToString();
    }

    private static string LastLine(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "it gave no reason";

    [GeneratedRegex(@"^\s*Stream #0:[0-9]+.*?: Video: .*?, (?<width>[0-9]{1,6})x(?<height>[0-9]{1,6})\b(?:.*?, (?<rate>[0-9]{1,6}(?:\.[0-9]{1,6})?) fps\b)?", RegexOptions.CultureInvariant | RegexOptions.Multiline, 1000)]
    private static partial Regex VideoStream();

    [GeneratedRegex("^frame=\\s*([0-9]{1,9})", RegexOptions.CultureInvariant | RegexOptions.Multiline, 1000)]
    private static partial Regex FrameCount();
}
