using System.Text;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Suites;

namespace RefineWorkflows.Server.Suites;

/// <summary>Where the results of a suite are left: <c>results.json</c>, <c>junit.xml</c>, <c>grid.html</c>, and the results before as <c>previous.json</c>. Each appears whole or not at all.</summary>
internal sealed class SuiteFolder(string path, ImageCodec codec)
{
    private const string ResultsFile = "results.json";
    private const string PreviousFile = "previous.json";
    private const int ThumbnailSide = 320;
    private const int ThumbnailQuality = 82;

    public string ResultsPath => Path.Combine(path, ResultsFile);

    public string JUnitPath => Path.Combine(path, "junit.xml");

    public string GridPath => Path.Combine(path, "grid.html");

    /// <summary>What was left here last; null when nothing was.</summary>
    /// <exception cref="SuiteException">The file is something else.</exception>
    public async Task<SuiteResults?> LastAsync(CancellationToken cancellationToken)
        => File.Exists(ResultsPath) ? await ReadAsync(ResultsPath, cancellationToken) : null;

    /// <exception cref="SuiteException">There is no such file, or it is something else.</exception>
    public static async Task<SuiteResults> ReadAsync(string file, CancellationToken cancellationToken)
        => File.Exists(file)
            ? SuiteResults.Parse(await File.ReadAllTextAsync(file, cancellationToken), file)
            : throw new SuiteException($"There is no file {file}; take a results.json that refine eval has written.");

    /// <param name="results">What came out.</param>
    /// <param name="before">What was here before; null for nothing.</param>
    /// <param name="comparison">How it compares with what it is held against; null for nothing.</param>
    /// <param name="cancellationToken">Gives up between two files.</param>
    public async Task LeaveAsync(SuiteResults results, SuiteResults? before, SuiteComparison? comparison, CancellationToken cancellationToken)
    {
        RunFolder folder = RunFolder.Create(path);
        if (before is not null)
            await folder.WriteAtomicAsync(PreviousFile, Encoding.UTF8.GetBytes(before.ToJson()), cancellationToken);
        await folder.WriteAtomicAsync(Path.GetFileName(GridPath), Encoding.UTF8.GetBytes(SuiteGrid.Write(results, Thumbnails(results), comparison)), cancellationToken);
        await folder.WriteAtomicAsync(Path.GetFileName(JUnitPath), Encoding.UTF8.GetBytes(JUnitReport.Write(results)), cancellationToken);
        await folder.WriteAtomicAsync(ResultsFile, Encoding.UTF8.GetBytes(results.ToJson()), cancellationToken);
    }

    private Dictionary<string, string> Thumbnails(SuiteResults results)
        => results.Cases.Where(one => one.Picture is not null).ToDictionary(one => one.Id, one => Thumbnail(one.Picture!));

    private string Thumbnail(string file)
    {
        RgbImage picture = codec.Decode(File.ReadAllBytes(file));
        double scale = Math.Min(1, ThumbnailSide / (double)Math.Max(picture.Width, picture.Height));
        RgbImage small = scale < 1 ? codec.Resize(picture, Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale))) : picture;
        return $"data:image/jpeg;base64,{Convert.ToBase64String(codec.EncodeJpeg(small, ThumbnailQuality))}";
    }
}
