using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Calibration.Measuring;

/// <summary>
/// The judge that needs no model: it answers the axes that can be measured, by their numbers, and leaves the others
/// unverified. The numbers stand in the description, so that it compares with what it once measured.
/// </summary>
public sealed class MeasuringAxisJudge : IAxisJudge
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    public string Id => "measuring-judge";

    public bool CoarseOnly => false;

    public AxisSet Axes => AxisSet.Measured;

    public int Patience => 12;

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ReferenceDescription> DescribeAsync(AxisSet axes, ReadOnlyMemory<byte> reference, CancellationToken cancellationToken)
        => Task.Run(() => Describe(axes, Seen(axes, reference)), cancellationToken);

    public Task<AxisReading<AxisComparison>> CompareAsync(
        AxisSet axes, ReferenceDescription reference, ReadOnlyMemory<byte> referencePicture, ReadOnlyMemory<byte> generated, bool anchor, CancellationToken cancellationToken)
        => Task.Run(
            () =>
            {
                ReferenceDescription target = anchor ? reference : Describe(axes, Seen(axes, referencePicture));
                return new AxisReading<AxisComparison>(Compare(axes, target, Seen(axes, generated)), null, "");
            },
            cancellationToken);

    private static Dictionary<string, AxisReadout> Seen(AxisSet axes, ReadOnlyMemory<byte> file)
    {
        SeenPicture picture = SeenPicture.Decode(Codec, file);
        return axes.Enabled.Select(axis => (axis.Id, Readout: AxisReadout.Of(axis.Id, picture))).Where(read => read.Readout is not null).ToDictionary(read => read.Id, read => read.Readout!);
    }

    private static ReferenceDescription Describe(AxisSet axes, Dictionary<string, AxisReadout> seen)
    {
        string Value(Axis axis) => seen.GetValueOrDefault(axis.Id)?.Value ?? AxisText.Unspecified;
        Axis[] told = [.. axes.Enabled.Where(axis => !AxisText.IsUnspecified(Value(axis)))];
        string canonical = string.Join("; ", told.Select(axis => $"{axis.Name}: {seen[axis.Id].InNumbers}"));
        return new ReferenceDescription(
            string.Join(", ", told.Select(axis => axis.Say(Value(axis)))),
            [.. axes.Enabled.Select(axis => new AxisValue(axis.Id, Value(axis)))],
            canonical,
            []);
    }

    private static AxisComparison Compare(AxisSet axes, ReferenceDescription reference, Dictionary<string, AxisReadout> seen)
    {
        List<AxisObservation> observations = [];
        foreach ((string axis, AxisReadout readout) in seen)
        {
            (string gen, AxisVerdict verdict) = readout.Against(AxisTarget.Of(axes.Find(axis)!, reference));
            observations.Add(new AxisObservation(axis, null, gen, verdict.ToString()));
        }

        return AxisComparison.Of(axes, reference, new ComparedAxes(observations, [])
        {
            Unseen = [.. axes.Enabled.Select(axis => axis.Id).Where(id => !seen.ContainsKey(id))],
        });
    }
}
