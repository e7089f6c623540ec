using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Measures;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Refinement.Quality.Verifying.Words;

namespace RefineWorkflows.Refinement.Quality.Verifying.Likeness;

/// <summary>How each thing that the embedded painter knows looks in the scene of one prompt.</summary>
internal sealed class PaintedGallery
{
    private const int Side = 128;

    // Fixed, so that the same picture is always compared with the same ones.
    private static readonly ulong[] Seeds = [7001, 7002, 7003];

    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    private readonly IReadOnlyDictionary<string, SubjectGrid[]> _looks;

    private PaintedGallery(IReadOnlyDictionary<string, SubjectGrid[]> looks) => _looks = looks;

    /// <param name="before">The prompt in front of the thing's name.</param>
    /// <param name="behind">The prompt behind it.</param>
    /// <param name="cancellationToken">Checked between the pictures.</param>
    public static async Task<PaintedGallery> PaintAsync(string before, string behind, CancellationToken cancellationToken)
    {
        var painter = new EmbeddedPainter();
        var looks = new Dictionary<string, SubjectGrid[]>(StringComparer.Ordinal);
        foreach (string name in SubjectNames.All)
        {
            var grids = new List<SubjectGrid>();
            foreach (ulong seed in Seeds)
            {
                GeneratedImage painted = await painter.GenerateAsync(new GenerationRequest($"{before}{name}{behind}", null, seed, Side, Side, null, null), cancellationToken);
                if (SubjectGrid.Of(Codec.Decode(painted.Bytes)) is { } grid)
                    grids.Add(grid);
            }

            looks[name] = [.. grids];
        }

        return new PaintedGallery(looks);
    }

    /// <summary>How alike a picture is to each thing at best, 0 to 1; the most alike first.</summary>
    public IReadOnlyList<(string Name, double Similarity)> Compare(SubjectGrid look)
        => [.. _looks.Select(pair => (pair.Key, pair.Value.Select(look.SimilarityTo).DefaultIfEmpty().Max())).OrderByDescending(pair => pair.Item2)];
}
