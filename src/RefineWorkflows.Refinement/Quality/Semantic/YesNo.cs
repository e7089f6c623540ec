using System.Text.RegularExpressions;

namespace RefineWorkflows.Refinement.Quality.Semantic;

/// <summary>Reads a model's answer to a question that is answered by yes or no.</summary>
public static partial class YesNo
{
    /// <summary>Capital letters, spaces, punctuation, markup and end tokens do not matter, nor what follows the word.</summary>
    /// <returns>Null when the answer begins with neither; that is no "no".</returns>
    public static bool? Read(string? answer)
    {
        Match word = FirstWord().Match(SpecialToken().Replace(answer ?? "", " "));
        return word.Success ? word.Groups["yes"].Success : null;
    }

    [GeneratedRegex(@"<\|[^|<>]*\|>|</?[A-Za-z_]{1,20}>|\[/?[A-Za-z]{1,20}\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SpecialToken();

    [GeneratedRegex(@"^[^\p{L}\p{Nd}]*(?:(?<yes>yes)|no)(?![\p{L}\p{Nd}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FirstWord();
}
