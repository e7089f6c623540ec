using System.Text;

namespace RefineWorkflows.Refinement.Quality.Benchmarks;

/// <summary>Splits a command into its words without a shell.</summary>
public static class CommandWords
{
    /// <summary>Words stand apart by white space; double quotes hold one together and are taken off.</summary>
    /// <exception cref="QualityException">A quote is open.</exception>
    public static string[] Split(string command)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        (bool quoted, bool begun) = (false, false);
        foreach (char letter in command)
        {
            if (letter == '"')
                (quoted, begun) = (!quoted, true);
            else if (quoted || !char.IsWhiteSpace(letter))
                (begun, _) = (true, word.Append(letter));
            else if (begun)
                End();
        }

        if (quoted)
            throw new QualityException($"The command '{command}' opens a quote and does not close it.");
        if (begun)
            End();
        return [.. words];

        void End()
        {
            words.Add(word.ToString());
            word.Clear();
            begun = false;
        }
    }
}
