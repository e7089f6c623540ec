using System.Text.Json;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Judging.Pairs;

/// <summary>Reads a judge's reply about two pictures. Only the member <c>winner</c> decides; the words around it are data.</summary>
internal static class PairReply
{
    public const string Winner = "winner";

    /// <summary>Never throws.</summary>
    public static Reading<PairVerdict> Read(string? reply) => JudgeJson.Read(reply, Winner, Read);

    private static Reading<PairVerdict> Read(JsonElement answer, string? reasoning)
    {
        if (answer.ValueKind != JsonValueKind.String)
            return new Reading<PairVerdict>(null, "its 'winner' is no text");
        string word = PairWinners.Normalise(answer.GetString()!);
        if (PairWinners.Read(word) is not { } winner)
            return new Reading<PairVerdict>(null, "its 'winner' is none of Image A, Image B and Tie");
        bool conflict = Rationale.Contradicts(reasoning, winner);
        return new Reading<PairVerdict>(
            new PairVerdict(winner, reasoning, word == PairWinners.NoneAcceptable, conflict),
            conflict ? "its reasoning calls the other picture the better one" : null);
    }
}
