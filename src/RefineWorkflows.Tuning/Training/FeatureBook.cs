using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Refinement.Quality.Verifying;
using RefineWorkflows.Tuning.Features;

namespace RefineWorkflows.Tuning.Training;

/// <summary>The features of pictures, so that none is decoded twice. A row is named by picture, prompt and extractor: whatever of these changes, it is another row.</summary>
/// <param name="store">Where the rows are.</param>
/// <param name="extractor">Works out what no row holds yet.</param>
/// <param name="read">Reads a picture or clip by its hash.</param>
public sealed class FeatureBook(IRecordStore store, FeatureExtractor extractor, Func<string, string, CancellationToken, Task<GradeSubject>> read)
{
    private const string Features = "features";

    /// <summary>What the features are.</summary>
    public FeatureSpec Spec => extractor.Spec;

    /// <summary>A picture's features.</summary>
    /// <param name="sha256">The picture's hash.</param>
    /// <param name="prompt">What it was meant to show.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<double>> OfAsync(string sha256, string prompt, CancellationToken cancellationToken)
    {
        string key = $"{sha256}/{Short(prompt)}/{extractor.Spec.Sha256[..16]}";
        if (await store.FindRecordAsync(Features, key, cancellationToken) is { } row)
            return JsonSerializer.Deserialize<double[]>(row.Json.Span, TrainingJson.Options)!;
        GradeSubject subject = await read(prompt, sha256, cancellationToken);
        double[] features = [.. extractor.Extract(prompt, subject.Frames, PictureOrigin.ContextOf(subject))];
        await store.PutRecordAsync(new DomainRecord(Features, key, JsonSerializer.SerializeToUtf8Bytes(features, TrainingJson.Options)), cancellationToken);
        return features;
    }

    /// <summary>Forgets all that is known of a picture.</summary>
    public async Task ForgetAsync(string sha256, CancellationToken cancellationToken)
    {
        foreach (DomainRecord row in await store.ListRecordsAsync(Features, $"{sha256}/", descending: false, int.MaxValue, cancellationToken))
            await store.DeleteRecordAsync(row.Collection, row.Key, cancellationToken);
    }

    private static string Short(string prompt) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(prompt)))[..16];
}
