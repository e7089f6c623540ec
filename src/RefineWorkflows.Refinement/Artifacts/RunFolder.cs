using System.Globalization;
using System.Text.RegularExpressions;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>The folder of one run: its pictures and what is written about them. Files in it appear whole or not at all.</summary>
public sealed partial class RunFolder
{
    public const string BestFile = "best.png";
    public const string CollageFile = "collage.png";
    public const string SummaryFile = "summary.txt";
    public const string TraceFile = "trace.jsonl";
    public const string ReportFile = "report.json";
    public const string PageFile = "report.html";

    /// <summary>What clips end in, the likelier first.</summary>
    public static readonly IReadOnlyList<string> ClipExtensions = ["webp", "gif", "mp4", "webm"];

    private RunFolder(string path) => Path = path;

    /// <summary>The folder's absolute path.</summary>
    public string Path { get; }

    /// <summary>Opens the folder, and makes it first where there is none.</summary>
    public static RunFolder Create(string path)
    {
        try
        {
            return new RunFolder(Directory.CreateDirectory(path).FullName);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"The run folder '{path}' cannot be made: {problem.Message} Choose another folder.", problem);
        }
    }

    /// <exception cref="RunFolderException">There is no such folder.</exception>
    public static RunFolder Open(string path)
        => Directory.Exists(path)
            ? new RunFolder(System.IO.Path.GetFullPath(path))
            : throw new RunFolderException($"There is no run folder '{path}'. Check the path; 'refine runs' lists the runs.");

    /// <summary>The file of an iteration's picture: <c>iter-0001.png</c>.</summary>
    public static string PictureName(int iteration) => string.Create(CultureInfo.InvariantCulture, $"iter-{iteration:0000}.png");

    /// <summary>The file of an iteration's clip: <c>iter-0001.webp</c>.</summary>
    public static string ClipName(int iteration, string extension) => System.IO.Path.ChangeExtension(PictureName(iteration), extension);

    /// <summary>The file that the best picture's clip is left in: <c>best.webp</c>.</summary>
    public static string BestClipName(string clip) => System.IO.Path.ChangeExtension(BestFile, System.IO.Path.GetExtension(clip));

    /// <summary>The iteration whose picture a file name names; null for other files.</summary>
    public static int? IterationOf(string fileName)
        => PictureFile().Match(fileName) is { Success: true } match
            && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int iteration)
            && PictureName(iteration) == fileName
                ? iteration
                : null;

    /// <summary>Every picture that is there, in the order of the iterations; also one that nobody has judged yet.</summary>
    public IReadOnlyList<int> Pictures()
        => [.. Directory.EnumerateFiles(Path).Select(file => IterationOf(System.IO.Path.GetFileName(file))).OfType<int>().Order()];

    public bool Has(string name) => File.Exists(PathOf(name));

    /// <summary>The clip of an iteration, or null where its picture is a still one.</summary>
    public string? ClipOf(int iteration) => ClipExtensions.Select(extension => ClipName(iteration, extension)).FirstOrDefault(Has);

    /// <summary>Takes away what an earlier attempt has left under another extension: of an iteration, or of the best, there is one clip.</summary>
    /// <param name="picture">The picture beside which the clip lies.</param>
    /// <param name="clip">The clip that stays; null when there is none.</param>
    public void KeepOnlyClip(string picture, string? clip)
    {
        foreach (string other in ClipExtensions.Select(extension => System.IO.Path.ChangeExtension(picture, extension)).Where(other => other != clip))
            File.Delete(PathOf(other));
    }

    /// <summary>The absolute path of a file in this folder.</summary>
    /// <exception cref="RunFolderException">The name leads out of the folder.</exception>
    public string PathOf(string name)
        => name.Length > 0 && name is not ("." or "..") && name.IndexOfAny(['/', '\\', '\0', ':']) < 0
            ? System.IO.Path.Combine(Path, name)
            : throw new RunFolderException($"'{name}' is no file name in a run folder; folders and drives are not allowed in it.");

    public async Task<byte[]> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(name), cancellationToken);
        }
        catch (FileNotFoundException missing)
        {
            throw new RunFolderException($"The run folder '{Path}' has no file '{name}'. It was moved or deleted; put it back or start a new run.", missing);
        }
    }

    /// <summary>
    /// Writes a file so that a crash leaves the old content or the new, never a part: temporary file in this folder,
    /// fsync, rename, and on Linux fsync of the folder. When this returns, the file outlives a power cut.
    /// </summary>
    /// <exception cref="RunFolderException">The file could not be written, for want of space perhaps; the old one is untouched and no temporary file remains.</exception>
    public Task WriteAtomicAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => AtomicFile.WriteAsync(PathOf(name), content, cancellationToken);

    /// <summary>Adds an iteration to <see cref="TraceFile"/> as the run goes on; a crash can neither tear nor repeat a line for good.</summary>
    /// <param name="record">The iteration.</param>
    /// <param name="before">Reads the iterations before it; asked only when the file does not end where this one begins.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
    /// <exception cref="RunFolderException">The file could not be written, for want of space perhaps; it is as it was.</exception>
    public async Task AddToTraceAsync(
        IterationRecord record, Func<CancellationToken, Task<IReadOnlyList<IterationRecord>>> before, CancellationToken cancellationToken)
    {
        if (TraceLog.TryAppend(PathOf(TraceFile), record))
            return;
        IReadOnlyList<IterationRecord> known = record.Iteration == 1 ? [] : await before(cancellationToken);
        await WriteAtomicAsync(TraceFile, RunJson.Trace([.. known.Where(one => one.Iteration < record.Iteration), record]), cancellationToken);
    }

    [GeneratedRegex(@"^iter-([0-9]{4,9})\.png$", RegexOptions.CultureInvariant)]
    private static partial Regex PictureFile();
}
