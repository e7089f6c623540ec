using System.Runtime.InteropServices;

namespace RefineWorkflows.Imaging.Native;

/// <summary>GLib's tagged value: 24 bytes on every 64-bit platform. Must start as zeroes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GValue
{
    public nuint Type;
    public ulong First;
    public ulong Second;
}
