using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Composition;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Budgets;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>The runs' folders, and what is written into one when its run rests.</summary>
/// <param name="root">The folder that holds them.</param>
/// <param name="codec">Reads and writes pictures.</param>
/// <param name="ledger">What runs have spent; null where nobody keeps account.</param>
/// <param name="currency">What money is called in reports.</param>
public sealed class RunArtifacts(string root, ImageCodec codec, SpendingLedger? ledger = null, string currency = "")
{
    /// <summary>Pictures that people brought; they lie beside the runs.</summary>
    public PictureShelf Pictures { get; } = new(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(root)) ?? root, "pictures"), codec);

    /// <summary>Where a run's files are, whether it exists yet or not.</summary>
    public string PathOf(string run) => Path.Combine(root, run);

    public RunFolder Create(string run) => RunFolder.Create(PathOf(run));

    /// <exception cref="RunFolderException">There is no such folder.</exception>
    public RunFolder Open(string run) => RunFolder.Open(PathOf(run));

    /// <summary>Reads a picture that a definition names: one on the shelf, or <c>runs/RUN/FILE</c>. Never a path of the machine.</summary>
    /// <exception cref="RunSettingsException">There is no such picture.</exception>
    public async Task<byte[]> ReadPictureAsync(string reference, CancellationToken cancellationToken)
    {
        string name = reference.Trim();
        if (Pictures.Find(name) is { } shelved)
            return await File.ReadAllBytesAsync(shelved, cancellationToken);
        if (name.Split('/') is ["runs", { Length: > 0 } run, { Length: > 0 } file]
            && run.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            && Directory.Exists(PathOf(run))
            && Open(run) is { } folder && file.IndexOfAny(['\\', '\0', ':']) < 0 && file is not ("." or "..") && folder.Has(file))
        {
            return await folder.ReadAsync(file, cancellationToken);
        }

        throw new RunSettingsException(
            $"There is no picture '{name}'. Name one on the shelf (refine pictures add FILE prints its name), or a run's as runs/RUN/FILE.");
    }

    /// <summary>Writes summary, trace, report, collage and best for what exists so far. Doing it again changes nothing.</summary>
    /// <param name="run">The run.</param>
    /// <param name="records">Its decided iterations.</param>
    /// <param name="gpu">What cost it time on graphics cards.</param>
    /// <param name="reason">Why it rests: one of <see cref="StopReasons"/>.</param>
    /// <param name="cancellationToken">Gives up between two files.</param>
    public async Task<RunReport> FinishAsync(RunRow run, IReadOnlyList<IterationRecord> records, IReadOnlyList<DevicePhase> gpu, string reason, CancellationToken cancellationToken)
    {
        ReportBudget? budget = ledger is null ? null : ReportBudget.Of(await ledger.RowsAsync(run.Id, cancellationToken), run.Caps, currency);
        return await new RunFinisher(Compose).FinishAsync(Create(run.Id), run.Header() with { Budget = budget }, records, gpu, reason, cancellationToken);
    }

    /// <summary>A picture as PNG, which every file of a run is: one that is PNG already stays as it is, with the texts its server wrote.</summary>
    /// <exception cref="Imaging.ImagingException">It cannot be decoded.</exception>
    public ReadOnlySpan<byte> ToPng(ReadOnlyMemory<byte> picture)
        => codec.ReadHeader(picture).Format == ImageFormat.Png ? picture.Span : codec.EncodePng(codec.Decode(picture));

    /// <summary>A grey PNG that stands for a picture which the generator would not paint.</summary>
    public byte[] Blank(int width, int height)
    {
        byte[] pixels = new byte[width * height * 3];
        Array.Fill(pixels, (byte)128);
        return codec.EncodePng(new RgbImage(width, height, pixels));
    }

    private byte[] Compose(IReadOnlyList<CollagePicture> pictures)
        => codec.EncodePng(Collage.Compose([.. pictures.Select(Tile)]));

    private CollageTile Tile(CollagePicture picture)
    {
        ImageHeader header = codec.ReadHeader(picture.Read());
        return new CollageTile(header.Width, header.Height, () => codec.Decode(picture.Read()), picture.Number, picture.Score);
    }
}
