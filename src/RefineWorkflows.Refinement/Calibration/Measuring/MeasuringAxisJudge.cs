using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Calibration.Comparing;
using RefineWorkflows.Refinement.Judging.Text;

namespace RefineWorkflows.Refinement.Calibration.Measuring;

/// <summary>
/// The judge that needs no model: it answers the axes that can be measured, by their numbers, and leaves the others
/// unverified. The numbers stand in the description, so that it compares with what it once measured.
/// </summary>
/// <param name="reader">Reads the words in pictures; without it the axis <c>text</c> is left unverified.</param>
public sealed class MeasuringAxisJudge(Tesseract? reader = null) : IAxisJudge
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    public string Id => "measuring-judge";

    public bool CoarseOnly => false;

    public AxisSet Axes => AxisSet.Measured;

    public int Patience => 12;

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<ReferenceDescription> DescribeAsync(AxisSet axes, ReadOnlyMemory<byte> reference, CancellationToken cancellationToken)
        => Describe(axes, await LookAsync(axes, reference, cancellationToken));

    public async Task<AxisReading<AxisComparison>> CompareAsync(
        AxisSet axes, ReferenceDescription reference, ReadOnlyMemory<byte> referencePicture, ReadOnlyMemory<byte> generated, bool anchor, CancellationToken cancellationToken)
    {
        ReferenceDescription target = anchor ? reference : Describe(axes, await LookAsync(axes, referencePicture, cancellationToken));
        return new AxisReading<AxisComparison>(Compare(axes, target, await LookAsync(axes, generated, cancellationToken)), null, "");
    }

    private async Task<Readouts> LookAsync(AxisSet axes, ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        Dictionary<string, AxisReadout> seen = await Task.Run(() => Measure(axes, file), cancellationToken);
        if (reader is null || axes.Find(MeasuredAxes.Text) is null)
            return new Readouts(seen, []);
        byte[] png = await Task.Run(() => Codec.EncodePng(Codec.Decode(file)), cancellationToken);
        TextReading reading = await reader.ReadAsync(png, cancellationToken);
        if (reading.Words is not { } words)
            return new Readouts(seen, [new AxisNote(AxisNotes.NotMeasured, MeasuredAxes.Text, reading.Problem)]);
        seen[MeasuredAxes.Text] = TextReadout.Of(words);
        return new Readouts(seen, []);
    }

    private static Dictionary<string, AxisReadout> Measure(AxisSet axes, ReadOnlyMemory<byte> file)
    {
        SeenPicture picture = SeenPicture.Decode(Codec, file);
        return axes.Enabled.Select(axis => (axis.Id, Readout: AxisReadout.Of(axis.Id, picture))).Where(read => read.Readout is not null).ToDictionary(read => read.Id, read => read.Readout!);
    }

    private static ReferenceDescription Describe(AxisSet axes, Readouts seen)
    {
        string Value(Axis axis) => seen.ByAxis.GetValueOrDefault(axis.Id)?.Value ?? AxisText.Unspecified;
        Axis[] told = [.. axes.Enabled.Where(axis => !AxisText.IsUnspecified(Value(axis)))];
        string canonical = string.Join("; ", told.Select(axis => $"{axis.Name}: {seen.ByAxis[axis.Id].InNumbers}"));
        return new ReferenceDescription(
            string.Join(", ", told.Select(axis => axis.Say(Value(axis)))),
            [.. axes.Enabled.Select(axis => new AxisValue(axis.Id, Value(axis)))],
            canonical,
            seen.Notes);
    }

    private static AxisComparison Compare(AxisSet axes, ReferenceDescription reference, Readouts seen)
    {
        // Words that were never read in the reference can neither be met nor missed.
        bool isTextKnown = !AxisText.IsUnspecified(reference.Of(MeasuredAxes.Text));
        List<AxisObservation> observations = [];
        List<string> unseen = [];
        foreach (Axis axis in axes.Enabled)
        {
            if (!seen.ByAxis.TryGetValue(axis.Id, out AxisReadout? readout) || (readout is TextReadout && !isTextKnown))
            {
                unseen.Add(axis.Id);
                continue;
            }

            (string gen, AxisVerdict verdict) = readout.Against(AxisTarget.Of(axis, reference));
            observations.Add(new AxisObservation(axis.Id, null, gen, verdict.ToString()));
        }

        return AxisComparison.Of(axes, reference, new ComparedAxes(observations, [.. reference.Notes.Where(note => note.Code == AxisNotes.NotMeasured), .. seen.Notes]) { Unseen = unseen });
    }
}
