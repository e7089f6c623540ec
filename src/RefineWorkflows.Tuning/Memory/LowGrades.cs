using System.Globalization;

namespace RefineWorkflows.Tuning.Memory;

/// <summary>Finds what fails again and again in graded pictures: a channel or axis below a half in several of the last ones.</summary>
public static class LowGrades
{
    /// <summary>How many of the newest pictures are looked at.</summary>
    public const int Window = 20;

    /// <summary>In how many of them something must fail.</summary>
    public const int Least = 3;

    private const double Half = 0.5;
    private const int Examples = 3;

    /// <param name="pictures">In any order; the newest count.</param>
    /// <returns>The most frequent first.</returns>
    public static IReadOnlyList<FailurePattern> Find(IReadOnlyList<GradedPicture> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        GradedPicture[] last = [.. pictures.OrderByDescending(one => one.At).ThenByDescending(one => one.Id, StringComparer.Ordinal).Take(Window)];
        return
        [
            .. last.SelectMany(one => one.Scores.Where(score => score.Value < Half).Select(score => (score.Key, Picture: one)))
                .GroupBy(one => one.Key, one => one.Picture, StringComparer.Ordinal)
                .Where(group => group.Count() >= Least)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => Pattern(group.Key, [.. group], last.Length)),
        ];
    }

    private static FailurePattern Pattern(string measure, GradedPicture[] failed, int of) => new(
        measure,
        string.Create(CultureInfo.InvariantCulture, $"{Sentence(measure)} ({failed.Length} of the last {of} pictures)."),
        measure.Split('/')[0],
        failed.Length,
        failed[^1].At,
        failed[0].At,
        [.. failed.Take(Examples).Select(one => one.Id)]);

    private static string Sentence(string measure) => measure switch
    {
        "semantic" => "Something that the prompt names is often not to be seen",
        "spatial" => "Things often stand in another place, number or size than the prompt says",
        "benchmark" => "Pictures are often technically weak: blurred, dull or noisy",
        "preference" => "Pictures often miss the user's taste",
        "visionreward/aesthetic" => "Light and composition are often weak",
        "visionreward/motion" => "Movement is often jerky or unnatural",
        "visionreward/coherence" => "Parts of pictures often contradict the prompt or each other",
        "visionreward/fidelity" => "Pictures often show something else than what was meant",
        _ => $"Pictures are often weak in {measure}",
    };
}
