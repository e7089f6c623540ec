using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Measures;
using RefineWorkflows.Refinement.Quality.Verifying.Words;

namespace RefineWorkflows.Refinement.Quality.Verifying.Likeness;

/// <summary>
/// Tells what a picture shows by painting: the prompt is painted with each thing that the embedded painter knows, and the
/// picture held against them. It knows that painter's things and nothing else, and says nothing of a picture that looks
/// like none of them.
/// </summary>
internal sealed class PaintedLikeness
{
    /// <summary>Below this a picture looks like nothing that the painter paints.</summary>
    public const double LeastSimilarity = 0.72;

    private const double Weight = 2, LeastMargin = 0.04, ClearMargin = 0.08;
    private const int MostGalleries = 32;

    private readonly ConcurrentDictionary<(string Before, string Behind), Task<PaintedGallery>> _galleries = new();

    /// <param name="prompt">The whole prompt.</param>
    /// <param name="thing">What it is about.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="cancellationToken">Checked between paintings.</param>
    public async Task<Sighting> LookAsync(string prompt, PromptThing thing, RgbImage picture, CancellationToken cancellationToken)
    {
        if (!SubjectNames.All.Contains(thing.Name))
            return new Sighting(thing.Name, null, Weight, "pixels do not tell what a thing is");
        if (SubjectGrid.Of(picture) is not { } look)
            return new Sighting(thing.Name, 0, Weight, "nothing stands out");
        IReadOnlyList<(string Name, double Similarity)> likenesses = (await GalleryAsync(prompt, thing, cancellationToken)).Compare(look);
        double own = likenesses.First(one => one.Name == thing.Name).Similarity;
        (string rival, double other) = likenesses.First(one => one.Name != thing.Name);
        if (Math.Max(own, other) < LeastSimilarity)
            return new Sighting(thing.Name, null, Weight, string.Create(CultureInfo.InvariantCulture, $"it looks like nothing that the embedded painter paints; most like its {likenesses[0].Name}: {likenesses[0].Similarity:0.00}"));
        if (Math.Abs(own - other) < LeastMargin)
            return new Sighting(thing.Name, null, Weight, string.Create(CultureInfo.InvariantCulture, $"it looks as much like the embedded painter's {rival} ({other:0.00}) as like its {thing.Name} ({own:0.00})"));
        double value = Math.Clamp(0.5 + ((own - other) / (2 * ClearMargin)), 0, 1);
        return new Sighting(thing.Name, value, Weight, own >= other
            ? string.Create(CultureInfo.InvariantCulture, $"it looks like the embedded painter's {thing.Name}: {own:0.00}, next its {rival}: {other:0.00}")
            : string.Create(CultureInfo.InvariantCulture, $"it looks more like the embedded painter's {rival}: {other:0.00}, {thing.Name}: {own:0.00}"));
    }

    private async Task<PaintedGallery> GalleryAsync(string prompt, PromptThing thing, CancellationToken cancellationToken)
    {
        (string, string) around = Around(prompt.ToLowerInvariant(), thing.Said);
        if (_galleries.Count >= MostGalleries)
            _galleries.Clear();
        Task<PaintedGallery> gallery = _galleries.GetOrAdd(around, key => PaintedGallery.PaintAsync(key.Item1, key.Item2, CancellationToken.None));
        return await gallery.WaitAsync(cancellationToken);
    }

    private static (string Before, string Behind) Around(string prompt, string said)
    {
        Match place = Regex.Match(prompt, $@"(?<!\p{{L}}){string.Join(@"[^\p{L}\p{Nd}]+", said.Split(' ').Select(Regex.Escape))}(?!\p{{L}})", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return place.Success ? (prompt[..place.Index], prompt[(place.Index + place.Length)..]) : ("", $", {prompt}");
    }
}
