using System.Text.RegularExpressions;
using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>When a critic's reply lets a picture pass: a score first, then a typed verdict, then a keyword.</summary>
/// <param name="Threshold">The score from which a picture passes, 1 to 10; null leaves it to the critic's words.</param>
/// <param name="Typed">The members of a typed verdict; null for a reply in words.</param>
/// <param name="Keyword">The word that passes a picture. It must open a line, as DONE does: "not DONE" and "ABANDONED" pass nothing.</param>
/// <param name="Anywhere">Whether the keyword passes the picture wherever it stands, also inside of other words.</param>
internal sealed record PassMark(double? Threshold, TypedVerdict? Typed, string Keyword, bool Anywhere)
{
    /// <summary>The verdict that a reply comes to.</summary>
    /// <exception cref="TypedVerdictException">A typed verdict was asked for, and the reply is none.</exception>
    public Verdict Read(string reply)
    {
        Verdict said = Typed is null ? EvaluatorReply.Parse(reply) : Typed.Read(reply);
        bool passed = Threshold is { } least ? said.Score >= least : Typed is not null ? said.Action == VerdictAction.Done : HasKeyword(reply, said);
        if (passed)
            return said with { Action = VerdictAction.Done, NextPrompt = null };
        string feedback = said.NextPrompt ?? said.Reasoning ?? Words(reply);
        return feedback.Length > 0
            ? said with { Action = VerdictAction.Continue, NextPrompt = feedback }
            : said with { Action = VerdictAction.Unknown, NextPrompt = null };
    }

    /// <summary>Whether asking again would change nothing: what the mark needs has been said.</summary>
    public bool Suffices(Verdict verdict) => verdict.Action != VerdictAction.Unknown && (Threshold is null || verdict.Score is not null);

    private bool HasKeyword(string reply, Verdict said)
    {
        if (Anywhere)
            return reply.Contains(Keyword, StringComparison.Ordinal);
        return Keyword == "DONE"
            ? said.Action == VerdictAction.Done
            : Regex.IsMatch(reply, $"""^[\s"'>*_#`\-]*{Regex.Escape(Keyword)}[*_`"]*\s*(?:[:.!–—]|$)""", RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    private static string Words(string reply)
        => string.Join('\n', reply.ReplaceLineEndings("\n").Split('\n').Where(line => !ReplyScore.IsScoreLine(line))).Trim();
}
