using System.Text.RegularExpressions;
using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Judging.VieScore;

namespace RefineWorkflows.Server.DevServers;

/// <summary>Answers the judges' prompts by measuring: which of two pictures is better, and how good one is.</summary>
internal sealed partial class DevVerdicts
{
    private readonly MeasuringPairJudge pairs = new();
    private readonly MeasuringScoreJudge scores = new();

    /// <returns>Null for a question that is none of theirs.</returns>
    public async Task<string?> TryAnswerAsync(DevQuestion question, CancellationToken cancellationToken)
    {
        PromptAsset? prompt = PromptAssets.All.FirstOrDefault(asset => question.System.StartsWith(asset.Opening, StringComparison.Ordinal) || question.Words.StartsWith(asset.Opening, StringComparison.Ordinal));
        if (prompt is null || Asked().Match(question.Words[(question.Words.StartsWith(prompt.Opening, StringComparison.Ordinal) ? prompt.Instructions.Length : 0)..]) is not { Success: true } asked)
            return null;
        int wanted = (prompt.TakesPairs ? 2 : 1) + (prompt.ShowsOriginal ? 1 : 0);
        if (question.Pictures.Count != wanted)
            return $"I was to see {wanted} pictures, and I see {question.Pictures.Count}.";
        string instruction = asked.Groups["instruction"].Value.Trim();
        ReadOnlyMemory<byte>? original = prompt.ShowsOriginal ? question.Pictures[0] : (ReadOnlyMemory<byte>?)null;
        return prompt.TakesPairs
            ? await pairs.CompareAsync(new PairRequest(instruction, question.Pictures[^2], question.Pictures[^1], original), cancellationToken)
            : await scores.ScoreAsync(prompt, new ScoreRequest(instruction, question.Pictures[^1], original), cancellationToken);
    }

    [GeneratedRegex(@":\n(?<instruction>.*?)(?:\n\n|$)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Asked();
}
