using RefineWorkflows.Refinement.Calibration;
using RefineWorkflows.Refinement.Calibration.Climbing;
using RefineWorkflows.Refinement.Calibration.Comparing;
using RefineWorkflows.Refinement.Calibration.Measuring;
using RefineWorkflows.Refinement.Calibration.Wording;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using Xunit.Abstractions;

namespace RefineWorkflows.Refinement.Tests.Calibration;

/// <summary>Calibration as it comes, with nothing but what is embedded. The measured axes know nothing of styles, so neither do the references.</summary>
public sealed class ReachingReferences(ITestOutputHelper output)
{
    private const int Side = 256;
    private const string Unrelated = "a dog";

    private static readonly string[] References =
    [
        "a red car, rainy street, night, neon light",
        "a lighthouse, sunset, golden light",
        "three green apples, wooden table, soft light",
        "a cat, library, warm light, close-up",
        "a sailing boat, beach, bright sunlight, on the left",
        "a robot, city, dim light, high contrast",
        "a bird, snow, fog",
        "a volcano erupting, dark background",
        "a yellow flower, meadow, morning light",
        "a small planet, space, on the right",
    ];

    [Fact]
    public async Task Nine_of_ten_references_are_reached_from_an_unrelated_prompt()
    {
        int reached = 0;
        for (int one = 0; one < References.Length; one++)
        {
            (AxisComparison best, int pictures) = await CalibrateAsync(await PaintAsync(References[one], (ulong)(100 + one)), (ulong)one);
            Assert.InRange(pictures, 1, 25);
            bool there = best.MismatchCount == 0 || best.OverallScore >= 0.9;
            reached += there ? 1 : 0;
            output.WriteLine($"{(there ? "reached" : "missed")}: {References[one]}, overall {best.OverallScore:0.000}, {best.MismatchCount} mismatches, {pictures} pictures");
            output.WriteLine(string.Join("; ", best.Findings.Where(finding => finding.Verdict == AxisVerdict.Mismatch).Select(finding => $"{finding.Axis}: {finding.Gen} instead of {finding.Ref}")));
        }

        Assert.InRange(reached, 9, 10);
    }

    private static async Task<(AxisComparison Best, int Pictures)> CalibrateAsync(byte[] reference, ulong seed)
    {
        var judge = new MeasuringAxisJudge();
        var writer = new MeasuredWriter();
        AxisSet axes = judge.Axes;
        ReferenceDescription description = await judge.DescribeAsync(axes, reference, CancellationToken.None);
        var settings = new CalibrationSettings { Seed = seed, RobustnessSeeds = 0, Patience = judge.Patience };
        CalibrationState state = CalibrationState.Begin(AxisState.FromPrompt(Unrelated));
        List<AxisEdit> edits = [];
        while (true)
        {
            CalibrationPlan plan = CalibrationPlan.For(settings, axes, state, edits);
            AxisReading<AxisComparison> seen = await judge.CompareAsync(axes, description, default, await PaintAsync(plan.Prompt, plan.Seed), anchor: true, CancellationToken.None);
            CalibrationDecision decision = AxisClimb.Decide(settings, axes, state, new CalibrationCandidate(state.Iteration + 1, [.. edits], "", seen.Value));
            state = decision.State;
            if (decision.Next is not Reword next)
                return (state.Best!.Comparison, state.Iteration);
            edits.Clear();
            foreach (WordingRequest request in next.Requests)
                edits.Add(await writer.WriteAsync(axes, state.Best!.State, request, CancellationToken.None));
        }
    }

    private static async Task<byte[]> PaintAsync(string prompt, ulong seed)
        => (await new EmbeddedPainter().GenerateAsync(new GenerationRequest(prompt, null, seed, Side, Side), CancellationToken.None)).Bytes.ToArray();
}
