using System.Security.Cryptography;
using System.Text;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Tests.Votes;

/// <summary>Votes and pictures to test with.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A name of a picture that nobody looks at.</summary>
    public static string Hash(string picture) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(picture)));

    public static Vote Vote(string id, VoteOutcome outcome = VoteOutcome.A, string a = "left", string b = "right", string user = UserName.Default, PairSource source = PairSource.Human)
        => new(id, 0, user, "a red fox", new VotedPicture(Hash(a)), new VotedPicture(Hash(b)), false, outcome, source, user, Noon);

    /// <summary>A small picture of one colour.</summary>
    public static byte[] Picture(int shade, int side = 16)
    {
        byte[] pixels = new byte[side * side * 3];
        Array.Fill(pixels, (byte)shade);
        return new ImageCodec(ImageLimits.Default).EncodePng(new RgbImage(side, side, pixels));
    }
}
