using System.Globalization;
using RefineWorkflows.Refinement.Calibration.Climbing;
using RefineWorkflows.Refinement.Calibration.Measuring;

namespace RefineWorkflows.Refinement.Calibration.Wording;

/// <summary>
/// The writer that needs no model: it knows for every measured axis which words move it, turns them towards the
/// reference by as much as the picture is away from it, and further when that was not enough.
/// </summary>
public sealed class MeasuredWriter : IAxisWriter
{
    private static readonly Dictionary<string, string[]> Backgrounds = new()
    {
        ["red"] = ["deep red background", "crimson background, warm red light"],
        ["orange"] = ["orange background, sunset", "glowing background"],
        ["yellow"] = ["very bright yellow background", "yellow background, golden light"],
        ["green"] = ["green background, forest", "green background, meadow"],
        ["cyan"] = ["very strong cyan background", "cyan background, underwater"],
        ["blue"] = ["very strong blue background", "blue background, cool blue light"],
        ["purple"] = ["very strong purple background", "purple background, dusk"],
        ["pink"] = ["very strong pink background", "pink background, sunset"],
        ["brown"] = ["very strong brown background", "brown background, warm light"],
        ["black"] = ["black background, night", "extremely black background, very dim light"],
        ["grey"] = ["very strong grey background", "grey background, muted colours"],
        ["white"] = ["very strong white background", "white background, very bright"],
    };

    public string Id => "measured-writer";

    public Task<AxisEdit> WriteAsync(AxisSet axes, AxisState prompt, WordingRequest request, CancellationToken cancellationToken)
        => Task.FromResult(request.Write(axes, Words(prompt, request)));

    private static string? Words(AxisState prompt, WordingRequest request) => request.Axis switch
    {
        MeasuredAxes.SubjectCount => Count(request),
        MeasuredAxes.BackgroundColour => Backgrounds.GetValueOrDefault(AxisText.Normalise(request.Target), []).FirstOrDefault(phrase => !request.Tried.Contains(phrase)),
        _ => MeasuredAxes.Find(request.Axis) is { } axis && Dials.For(request.Axis) is { } dial ? Turned(axis, dial, prompt, request) : null,
    };

    private static string? Turned(MeasuredAxis axis, Dial dial, AxisState prompt, WordingRequest request)
    {
        if (axis.Ladder.PlaceOf(request.Target) is not { } aim)
            return null;
        double shown = axis.Ladder.PlaceOf(request.Shown) is { } place ? place + Lean(axis.Ladder, request.Shown) : aim;
        int steps = (int)Math.Round(aim - shown, MidpointRounding.AwayFromZero);
        // Words that are not on the dial are the plain value, which pulls towards itself as far as it is from the middle.
        int from = dial.At(prompt.Of(request.Axis)?.Text) ?? dial.Middle + (prompt.Of(request.Axis) is null ? 0 : (int)(aim - (axis.Ladder.Words.Length / 2d)));
        return dial.Turn(from, steps == 0 ? Math.Sign(aim - shown) : steps, request.Tried);
    }

    /// <summary>What "dim, brighter" is beyond "dim".</summary>
    private static double Lean(Ladder ladder, string shown)
        => shown.EndsWith(ladder.More, StringComparison.Ordinal) ? 0.7 : shown.EndsWith(ladder.Less, StringComparison.Ordinal) ? -0.7 : 0;

    /// <summary>As many as there should be; then as many more or fewer as the picture was off.</summary>
    private static string? Count(WordingRequest request)
    {
        if (AxisText.Number(AxisText.Words(request.Target)) is not { } wanted)
            return null;
        int shown = AxisText.Number(AxisText.Words(request.Shown)) ?? wanted;
        int aim = Math.Clamp(wanted + (wanted - shown), 1, 9);
        string[] phrases = wanted == 1 ? ["a single one, alone", "only one"] : [$"{wanted} of them", $"{aim.ToString(CultureInfo.InvariantCulture)} of them"];
        return phrases.FirstOrDefault(phrase => !request.Tried.Contains(phrase));
    }
}
