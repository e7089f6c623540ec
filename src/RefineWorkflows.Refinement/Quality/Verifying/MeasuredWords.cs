using System.Globalization;
using RefineWorkflows.Imaging.Measures;
using RefineWorkflows.Refinement.Judging.Measuring;
using Wish = RefineWorkflows.Refinement.Judging.Measuring.Quality;
using RefineWorkflows.Refinement.Quality.Verifying.Words;

namespace RefineWorkflows.Refinement.Quality.Verifying;

/// <summary>Looks in a picture for what a prompt's words ask that pixels can tell: colours, light, mood, and whether anything stands out.</summary>
internal static class MeasuredWords
{
    // A thing that is called red is seldom red all over.
    private const double EnoughOfThing = 0.4, EnoughOfBackground = 0.5;
    private const double ColourWeight = 1, MoodWeight = 1;

    private static readonly Wish[] Placed = [Wish.SubjectCount, Wish.SubjectX, Wish.SubjectY, Wish.SubjectPresence, Wish.Centring];

    public static IEnumerable<Sighting> Look(PromptStructure prompt, MeasuredScene scene)
    {
        foreach (PromptThing thing in prompt.Things.Where(thing => thing.Colour is not null))
            yield return Colour(thing, scene);
        if (prompt.Background is { } background)
        {
            double share = ShareOf(background, scene.Measures.BackgroundHues);
            yield return new Sighting($"{background} background", Math.Min(1, share / EnoughOfBackground), ColourWeight, $"{Percent(share)} of what is around");
        }

        if (prompt.Mood.Split(' ').Any(GoalReader.Knows))
        {
            foreach (Target target in GoalReader.Read(prompt.Mood).Where(target => !Placed.Contains(target.Quality)))
            {
                double measured = scene.Picture[target.Quality];
                yield return new Sighting(
                    QualityNames.Of(target.Quality),
                    target.Closeness(measured),
                    MoodWeight * target.Weight / 3,
                    string.Create(CultureInfo.InvariantCulture, $"{measured:0.00} of {target.To:0.00}"));
            }
        }
    }

    /// <summary>The largest share of a colour that a piece of the picture has.</summary>
    public static double ShareOf(string colour, IReadOnlyList<HueShare> hues) => hues.Where(hue => hue.Name == colour).Sum(hue => hue.Share);

    private static Sighting Colour(PromptThing thing, MeasuredScene scene)
    {
        string name = $"{thing.Colour} {thing.Name}";
        if (scene.Segments.Count == 0)
            return new Sighting(name, 0, ColourWeight, "nothing stands out");
        (Segment best, double share) = scene.Segments.Select(segment => (segment, ShareOf(thing.Colour!, segment.Hues))).MaxBy(pair => pair.Item2);
        string which = ReferenceEquals(best, scene.Segments[0]) ? "the largest segment" : "a segment";
        string said = share > 0 ? $"{which} is {thing.Colour} by {Percent(share)}" : $"no segment is {thing.Colour}; the largest is {best.Hues.Select(hue => hue.Name).FirstOrDefault() ?? "of no one colour"}";
        return new Sighting(name, Math.Min(1, share / EnoughOfThing), ColourWeight, said);
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");
}
