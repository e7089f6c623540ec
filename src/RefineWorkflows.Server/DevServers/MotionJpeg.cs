using System.Buffers.Binary;
using System.Text;

namespace RefineWorkflows.Server.DevServers;

/// <summary>Joins JPEGs to an MP4 (ISO/IEC 14496-12; Motion JPEG is object type 0x6C of 14496-1), so that a protocol server makes videos without an encoder.</summary>
internal static class MotionJpeg
{
    private const int Timescale = 90_000;
    private const byte JpegObject = 0x6C;
    private static readonly byte[] Unity = [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0];

    public static byte[] Join(IReadOnlyList<byte[]> frames, int width, int height, double framesPerSecond)
    {
        int step = (int)Math.Round(Timescale / framesPerSecond);
        int length = step * frames.Count;
        byte[] type = Box("ftyp", Text("isom"), Number(0x200), Text("isom"), Text("mp41"));
        byte[] data = Box("mdat", [.. frames.SelectMany(frame => frame)]);
        byte[] entry = Box("mp4v",
            new byte[6], Short(1), new byte[16], Short(width), Short(height), Number(0x480000), Number(0x480000), Number(0), Short(1), new byte[32], Short(24), Short(0xFFFF),
            Full("esds", [3, 21], Short(1), [0, 4, 13, JpegObject, 0x11], new byte[11], [6, 1, 2]));
        byte[] table = Box("stbl",
            Full("stsd", Number(1), entry),
            Full("stts", Number(1), Number(frames.Count), Number(step)),
            Full("stsc", Number(1), Number(1), Number(frames.Count), Number(1)),
            Full("stsz", Number(0), Number(frames.Count), [.. frames.SelectMany(frame => Number(frame.Length))]),
            Full("stco", Number(1), Number(type.Length + 8)));
        byte[] media = Box("mdia",
            Full("mdhd", Number(0), Number(0), Number(Timescale), Number(length), Short(0x55C4), Short(0)),
            Full("hdlr", Number(0), Text("vide"), new byte[13]),
            Box("minf", Box("vmhd", [0, 0, 0, 1], new byte[8]), Box("dinf", Full("dref", Number(1), Box("url ", [0, 0, 0, 1]))), table));
        byte[] track = Box("trak",
            Box("tkhd", [0, 0, 0, 3], Number(0), Number(0), Number(1), Number(0), Number(length), new byte[16], Unity, Number(width << 16), Number(height << 16)),
            media);
        byte[] movie = Box("moov",
            Full("mvhd", Number(0), Number(0), Number(Timescale), Number(length), Number(0x10000), Short(0x100), new byte[10], Unity, new byte[24], Number(2)),
            track);
        return [.. type, .. data, .. movie];
    }

    /// <summary>A box with version and flags of 0.</summary>
    private static byte[] Full(string type, params ReadOnlySpan<byte[]> parts) => Box(type, [new byte[4], .. parts]);

    private static byte[] Box(string type, params ReadOnlySpan<byte[]> parts)
    {
        var body = new MemoryStream();
        foreach (byte[] part in parts)
            body.Write(part);
        return [.. Number((int)body.Length + 8), .. Text(type), .. body.ToArray()];
    }

    private static byte[] Text(string letters) => Encoding.ASCII.GetBytes(letters);

    private static byte[] Number(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Short(int value) => [(byte)(value >> 8), (byte)value];
}
