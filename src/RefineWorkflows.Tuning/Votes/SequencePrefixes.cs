using System.Globalization;

namespace RefineWorkflows.Tuning.Votes;

/// <summary>A range of numbers as the beginnings of their twelve-digit keys: stores list by the beginning of a key.</summary>
internal static class SequencePrefixes
{
    private const int Digits = 12;

    public static string Key(long sequence) => sequence.ToString("d12", CultureInfo.InvariantCulture);

    /// <summary>The fewest beginnings that cover <paramref name="first"/> to <paramref name="last"/> and nothing else, in order.</summary>
    public static IEnumerable<string> Covering(long first, long last)
    {
        while (first <= last)
        {
            int free = 0;
            long block = 1;
            while (free < Digits - 1 && first % (block * 10) == 0 && first + (block * 10) - 1 <= last)
            {
                block *= 10;
                free++;
            }

            yield return Key(first)[..(Digits - free)];
            first += block;
        }
    }
}
