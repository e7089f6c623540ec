using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Clips;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Quality.Verifying;

namespace RefineWorkflows.Server.Cli;

/// <summary>Makes subjects of files: pictures, animated WebP and GIF, folders of frames, and MP4 and WebM where ffmpeg is there.</summary>
/// <param name="limits">What a file may hold at most.</param>
/// <param name="subjects">Reads what stands in one file.</param>
internal sealed class GradeFiles(ImageLimits limits, SubjectReader subjects)
{
    private static readonly string[] PictureEndings = [".png", ".jpg", ".jpeg", ".webp", ".gif"];

    private readonly ImageCodec codec = new(limits);

    /// <param name="path">A file or a folder.</param>
    /// <param name="prompt">What it was meant to show; null takes it from the recipe inside of the picture.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The subject, or why there is none, for people.</returns>
    public async Task<(GradeSubject? Subject, string? Problem)> ReadAsync(string path, string? prompt, CancellationToken cancellationToken)
    {
        try
        {
            if (Directory.Exists(path))
                return await FolderAsync(path, prompt, cancellationToken);
            if (!File.Exists(path))
                return (null, "there is no such file");
            if (new FileInfo(path).Length > limits.Bytes)
                return (null, $"it has more than {limits.Bytes >> 20} MB (Images:MaxMegabytes)");
            byte[] file = await File.ReadAllBytesAsync(path, cancellationToken);
            if ((prompt ?? PromptOf(file)) is not { Length: > 0 } meant)
                return (null, "nothing in it tells which prompt it was made for; give it with --prompt");
            return (await subjects.ReadAsync(meant, file, cancellationToken), null);
        }
        catch (Exception unreadable) when (unreadable is ImagingException or RefinementException or IOException or UnauthorizedAccessException)
        {
            return (null, unreadable.Message);
        }
    }

    private async Task<(GradeSubject? Subject, string? Problem)> FolderAsync(string path, string? prompt, CancellationToken cancellationToken)
    {
        string[] files = [.. Directory.EnumerateFiles(path).Where(file => PictureEndings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
        if (files.Length == 0)
            return (null, "the folder holds no frame (PNG, JPEG, WebP, GIF)");
        var frames = new List<ReadOnlyMemory<byte>>();
        foreach (int at in EvenFrames.Of(files.Length, SubjectReader.MostFrames))
        {
            byte[] frame = await File.ReadAllBytesAsync(files[at], cancellationToken);
            codec.Decode(frame);
            prompt ??= PromptOf(frame);
            frames.Add(frame);
        }

        return prompt is { Length: > 0 } ? (new GradeSubject(prompt, frames), null) : (null, "nothing in its frames tells which prompt they were made for; give it with --prompt");
    }

    private string? PromptOf(byte[] file)
        => ClipFormats.Recognise(file) is { } format && ClipFormats.IsVideo(format) ? null
            : codec.ReadHeader(file).Format == ImageFormat.Png ? PictureMetadata.Read(file)?.Prompt : null;
}
