using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RefineWorkflows.Imaging;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Judging.Rubric;
using RefineWorkflows.Refinement.Judging.VieScore;

namespace RefineWorkflows.Refinement.Judging.Verdicts;

/// <summary>Has pictures judged, or remembers how they were. What it gives back is ready to be kept, and not kept yet: a step of a run keeps it with itself.</summary>
/// <param name="store">Earlier verdicts.</param>
/// <param name="modelOf">The model behind a generator's name; null where nobody knows it.</param>
/// <param name="time">The clock.</param>
public sealed class VerdictDesk(IVerdictStore store, Func<string, string?> modelOf, TimeProvider time)
{
    /// <summary>Compares two pictures. Whatever the judge does, this is a verdict.</summary>
    /// <exception cref="ArgumentException">The goal or a picture is empty, or a setting is out of its range; nobody was asked.</exception>
    /// <exception cref="PromptAssetException">The prompt takes other pictures than these.</exception>
    /// <exception cref="Budgets.BudgetException">A call might pass a cap.</exception>
    public Task<StoredVerdict> CompareAsync(PictureJudge judge, PromptAsset prompt, PairSettings settings, PairQuestion question, VerdictTerms terms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(question);
        IPairJudge asked = judge.Pairs(prompt);
        var comparer = new PairComparer(asked, settings);
        StoredVerdict blank = Blank(VerdictKind.Pair, judge, asked.Prompt, settings with { Retries = 0 }, question.Goal, [question.ImageA, question.ImageB], question.Original, terms);
        return AnswerAsync(
            blank,
            terms,
            async () =>
            {
                PairComparison comparison = await comparer.CompareAsync(question, cancellationToken) with { Judge = judge.Id };
                return blank with { Comparison = comparison, Value = comparison.Winner.Words(), RawReplies = [.. comparison.Calls.Select(call => call.RawReply)] };
            },
            cancellationToken);
    }

    /// <summary>Scores one picture, or two. Whatever the judge does, this is a verdict.</summary>
    /// <exception cref="ArgumentException">There are not one or two pictures, one or the instruction is empty, or a setting is out of its range; nobody was asked.</exception>
    /// <exception cref="PromptAssetException">The prompt takes other pictures than these, or the judge has no answer to it.</exception>
    /// <exception cref="Budgets.BudgetException">A call might pass a cap.</exception>
    public Task<StoredVerdict> ScoreAsync(PictureJudge judge, PromptAsset prompt, VieScoreSettings settings, VieScoreRequest request, VerdictTerms terms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(request);
        var scorer = new VieScoreJudge(judge.Scores, prompt, settings);
        StoredVerdict blank = Blank(VerdictKind.VieScore, judge, prompt.Stamp, settings with { Retries = 0 }, request.Instruction, request.Images, request.Original, terms);
        return AnswerAsync(
            blank,
            terms,
            async () =>
            {
                VieScoreResult scores = await scorer.ScoreAsync(request, cancellationToken) with { Judge = judge.Id };
                string value = scores.Winner is { } winner ? winner.Words() : scores.Score?.ToString("0.##", CultureInfo.InvariantCulture) ?? PairWinner.Failed.Words();
                return blank with { Scores = scores, Value = value, RawReplies = [.. scores.Images.SelectMany(image => image.RawReplies)] };
            },
            cancellationToken);
    }

    /// <summary>Grades one picture by the rubric. Whatever the judge does, this is a verdict.</summary>
    /// <exception cref="ArgumentException">The picture or the instruction is empty, or a setting is out of its range; nobody was asked.</exception>
    /// <exception cref="PromptAssetException">The prompt asks for something else, or the judge has no answer to it.</exception>
    /// <exception cref="Budgets.BudgetException">A call might pass a cap.</exception>
    public Task<StoredVerdict> GradeAsync(PictureJudge judge, PromptAsset prompt, RubricSettings settings, string instruction, ReadOnlyMemory<byte> image, VerdictTerms terms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(terms);
        var grader = new RubricJudge(judge.Scores, prompt, settings);
        StoredVerdict blank = Blank(VerdictKind.Rubric, judge, prompt.Stamp, settings with { Retries = 0 }, instruction, [image], null, terms);
        return AnswerAsync(
            blank,
            terms,
            async () =>
            {
                RubricResult graded = await grader.GradeAsync(instruction, image, cancellationToken) with { Judge = judge.Id };
                return blank with { Rubric = graded, Value = graded.Overall.Score?.ToString("0.##", CultureInfo.InvariantCulture) ?? PairWinner.Failed.Words(), RawReplies = graded.RawReplies };
            },
            cancellationToken);
    }

    private async Task<StoredVerdict> AnswerAsync(StoredVerdict blank, VerdictTerms terms, Func<Task<StoredVerdict>> ask, CancellationToken cancellationToken)
    {
        if (terms.UseCache && await store.FindAsync(blank.Key, cancellationToken) is { } known)
            return known with { At = time.GetUtcNow(), CacheHit = true, Run = terms.Run, SelfPreferenceRisk = blank.SelfPreferenceRisk };
        return await ask() with { At = time.GetUtcNow() };
    }

    private StoredVerdict Blank(
        VerdictKind kind, PictureJudge judge, PromptStamp? prompt, object settings, string goal, IReadOnlyList<ReadOnlyMemory<byte>> images, ReadOnlyMemory<byte>? original, VerdictTerms terms)
    {
        string[] hashes = [.. images.Select(Hash)];
        string? made = original is { } bytes ? Hash(bytes) : null;
        string content = JsonSerializer.Serialize((string?[])
        [
            "verdict-1", kind.ToString(), judge.Id, judge.Model, judge.Manner, prompt?.Id, prompt?.Version, prompt?.Sha256, JsonSerializer.Serialize(settings), goal, made, .. hashes,
        ]);
        string? family = ModelFamilies.Of(judge.Model) ?? ModelFamilies.Of(judge.Id);
        return new StoredVerdict
        {
            Key = Hash(Encoding.UTF8.GetBytes(content)),
            Kind = kind,
            Judge = judge.Id,
            Model = judge.Model,
            Prompt = prompt,
            Goal = goal,
            Images = hashes,
            Original = made,
            Value = PairWinner.Failed.Words(),
            RawReplies = [],
            At = time.GetUtcNow(),
            Run = terms.Run,
            SelfPreferenceRisk = family is not null && images.Any(image => FamilyOf(image) == family),
        };
    }

    /// <summary>The family of what made a picture, where the picture tells.</summary>
    private string? FamilyOf(ReadOnlyMemory<byte> image)
    {
        PictureRecipe? recipe;
        try
        {
            recipe = PictureMetadata.Read(image.Span);
        }
        catch (Exception silent) when (silent is ImagingException or RunFolderException)
        {
            // A photo, or a picture of another tool: nothing is known of its maker, which is no error.
            recipe = null;
        }

        return recipe is null ? null : ModelFamilies.Of(modelOf(recipe.Generator)) ?? ModelFamilies.Of(recipe.Generator);
    }

    private static string Hash(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
}
