using System.Text.Json;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Quality.Semantic;

namespace RefineWorkflows.Refinement.Quality.Verifying.Asking;

/// <summary>Reads answers by yes or no, by their number or else in their order. One that cannot be read is no "no".</summary>
internal static class AnswersReply
{
    /// <summary>Never throws.</summary>
    public static Reading<IReadOnlyList<EntityAnswer>> Read(string? reply, IReadOnlyList<PartQuestion> questions)
        => JudgeJson.Read(reply, "answers", (answers, _) => Read(answers, questions));

    private static Reading<IReadOnlyList<EntityAnswer>> Read(JsonElement answers, IReadOnlyList<PartQuestion> questions)
    {
        if (answers.ValueKind != JsonValueKind.Array)
            return new Reading<IReadOnlyList<EntityAnswer>>(null, "its 'answers' is no list");
        JsonElement[] given = [.. answers.EnumerateArray()];
        bool numbered = given.All(answer => answer.Count("number") is not null);
        EntityAnswer[] read = [.. questions.Select((question, at) => new EntityAnswer(question.Entity, numbered
            ? One([.. given.Where(answer => answer.Count("number") == at + 1).Select(Answer)])
            : at < given.Length ? Answer(given[at]) : null))];
        int unread = read.Count(answer => answer.Confirmed is null);
        return unread > EntityCoverage.MostUnreadable * read.Length
            ? new Reading<IReadOnlyList<EntityAnswer>>(null, $"it answers {read.Length - unread} of {read.Length} questions by yes or no")
            : new Reading<IReadOnlyList<EntityAnswer>>(read);
    }

    // Answered twice in different ways is not answered.
    private static bool? One(bool?[] answers) => answers.Distinct().Count() == 1 ? answers[0] : null;

    private static bool? Answer(JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => YesNo.Read(answer.GetString()),
        JsonValueKind.Object when answer.At("answer") is { } inner => Answer(inner),
        _ => null,
    };
}
