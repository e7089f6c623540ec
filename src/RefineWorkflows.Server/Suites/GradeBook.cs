using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Quality.Verifying;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Suites;

/// <summary>Grades that were given are not asked for again: the same picture, prompt, verifier and settings have the same grade.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="grader">Who grades what is new.</param>
/// <param name="manner">Everything beside picture and prompt that decides a grade: the verifier, its model, the settings.</param>
internal sealed class GradeBook(IRecordStore store, QualityGrader grader, string manner)
{
    private readonly RecordCollection<GradeResult> grades = new(store, "suite-grades");

    /// <summary>One grade for each subject, in their order. What is not known is graded in one batch.</summary>
    public async Task<IReadOnlyList<GradeResult>> GradeAsync(IReadOnlyList<GradeSubject> subjects, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        string[] keys = [.. subjects.Select(Key)];
        var known = new Dictionary<string, GradeResult>(StringComparer.Ordinal);
        foreach (string key in keys.Distinct())
        {
            if (await grades.FindAsync(key, cancellationToken) is { } before)
                known[key] = before;
        }

        (string Key, GradeSubject Subject)[] open = [.. keys.Zip(subjects).Where(pair => !known.ContainsKey(pair.First)).DistinctBy(pair => pair.First)];
        IReadOnlyList<GradedItem> graded = open.Length == 0 ? [] : await grader.GradeAsync([.. open.Select(pair => pair.Subject)], progress, cancellationToken);
        foreach (((string key, _), GradedItem item) in open.Zip(graded))
        {
            known[key] = item.Result;
            // A channel that failed may speak next time.
            if (item.Result.Grade != Grade.Ungraded)
                await grades.PutAsync(key, item.Result, cancellationToken);
        }

        return [.. keys.Select(key => known[key])];
    }

    private string Key(GradeSubject subject)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { manner, subject.Prompt, subject.FramesPerSecond, subject.Frames.Count }, RunJson.Line)));
        foreach (ReadOnlyMemory<byte> frame in subject.Frames)
            hash.AppendData(SHA256.HashData(frame.Span));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
