using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>How the next picture is to be made.</summary>
/// <param name="State">Its prompt by axes.</param>
/// <param name="Prompt">The same as text.</param>
/// <param name="Seed">From 0 to 2^31 − 2: the same for every picture of the search, another for each one after it.</param>
public sealed record CalibrationPlan(AxisState State, string Prompt, ulong Seed)
{
    /// <summary>The plan for the picture that follows on a state.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="axes">The axes.</param>
    /// <param name="state">The state after the last picture.</param>
    /// <param name="edits">The edits that were asked for; empty for the first picture and for one with another seed.</param>
    public static CalibrationPlan For(CalibrationSettings settings, AxisSet axes, CalibrationState state, IReadOnlyList<AxisEdit> edits)
    {
        AxisState next = (state.Best?.State ?? state.Start).With(edits);
        return new CalibrationPlan(next, next.Render(axes), SeedOf(settings, state.Outcome is null ? 0 : state.Checks.Count + 1));
    }

    /// <summary>The frozen seed is number 0; no two numbers have the same.</summary>
    internal static ulong SeedOf(CalibrationSettings settings, int number)
    {
        List<ulong> seeds = [];
        for (int draw = 1; seeds.Count <= number; draw++)
        {
            ulong seed = (ulong)StableRandom.Below(int.MaxValue, settings.Seed, GenerationPlan.SeedStream, draw);
            if (!seeds.Contains(seed))
                seeds.Add(seed);
        }

        return seeds[number];
    }
}
