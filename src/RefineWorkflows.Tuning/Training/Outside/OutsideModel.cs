using System.Text.Json;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Tuning.Features;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Models;

namespace RefineWorkflows.Tuning.Training.Outside;

/// <summary>A version that an outside trainer has left: <c>outside.json</c>, and under <c>model/</c> its own files.</summary>
/// <param name="Label">Which version it is.</param>
/// <param name="Features">What the pairs were described by that it has learned from.</param>
internal sealed record OutsideModel(AdapterLabel Label, FeatureSpec Features)
{
    private const string File = "outside.json";

    /// <summary>Where the program's own files lie in a version's folder.</summary>
    public static string FilesIn(string folder) => Path.Combine(folder, "model");

    public Task WriteAsync(string folder, CancellationToken cancellationToken)
        => AtomicFile.WriteAsync(Path.Combine(folder, File), JsonSerializer.SerializeToUtf8Bytes(this, TrainingJson.Options), cancellationToken);

    /// <exception cref="ModelException">Pairs that are described by these features mean nothing to it.</exception>
    public static async Task CheckAsync(string folder, FeatureSpec features, CancellationToken cancellationToken)
    {
        OutsideModel model = JsonSerializer.Deserialize<OutsideModel>(await System.IO.File.ReadAllBytesAsync(Path.Combine(folder, File), cancellationToken), TrainingJson.Options)!;
        if (model.Features.Sha256 != features.Sha256)
            throw new ModelException($"Version {model.Label.Version} knows pictures by the features {model.Features.Version}, and they are described by {features.Version} now. Train a new version with: refine tune");
    }
}
